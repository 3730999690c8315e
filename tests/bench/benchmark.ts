/** What a benchmark tells, and the arithmetic that all of them share. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  /** The most that it may be; none where it is only to be watched. */
  readonly goal?: number;
  /** What the value was made of. */
  readonly parts?: Readonly<Record<string, number>>;
}

export interface Benchmark {
  /** The figures that it prints, by which `--only` finds it. */
  readonly figures: readonly string[];
  run(seed: number): Promise<Figure[]>;
}

/** @param part from 0 to 1: 0.5 is the median */
export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new RangeError('a quantile of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Three digits are enough for a part. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
