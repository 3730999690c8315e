/** A line and the area below it, as SVG paths. */
export interface Stretch {
  readonly line: string;
  readonly area: string;
}

/**
 * The stretches of values that follow one another; a value alone is drawn as a dash.
 * @param most the value at the upper edge
 */
export function lineOf(
  values: readonly (number | null)[],
  { width, height, most }: { width: number; height: number; most: number },
): Stretch[] {
  const step = width / Math.max(1, values.length - 1);
  const stretches: [x: number, y: number][][] = [];
  let isOpen = false;
  for (const [at, value] of values.entries()) {
    if (value === null) isOpen = false;
    else {
      if (!isOpen) stretches.push([]);
      isOpen = true;
      // One pixel is left at both edges for the thickness of the line.
      stretches.at(-1)!.push([at * step, height - 1 - (value / (most || 1)) * (height - 2)]);
    }
  }
  return stretches.map((points) => pathsOf(points, { step, width, height }));
}

function pathsOf(
  points: readonly [number, number][],
  { step, width, height }: { step: number; width: number; height: number },
): Stretch {
  const [first, last] = [points[0]!, points.at(-1)!];
  const half = Math.min(step, width) / 2;
  const drawn =
    points.length > 1
      ? points
      : ([
          [Math.max(0, first[0] - half), first[1]],
          [Math.min(width, last[0] + half), last[1]],
        ] as const);
  const line = drawn.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const [from, to] = [drawn[0][0].toFixed(1), drawn.at(-1)![0].toFixed(1)];
  return { line, area: `${line}L${to} ${height}L${from} ${height}Z` };
}
