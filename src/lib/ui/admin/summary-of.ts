/** What a line says in four numbers; null where there was nothing. */
export interface Summary {
  readonly now: number | null;
  readonly low: number | null;
  readonly average: number | null;
  readonly high: number | null;
}

export function summaryOf(values: readonly (number | null)[]): Summary {
  const known = values.filter((value) => value !== null);
  const now = values.at(-1) ?? null;
  if (known.length === 0) return { now, low: null, average: null, high: null };
  const sum = known.reduce((total, value) => total + value, 0);
  return { now, low: Math.min(...known), average: rounded(sum / known.length), high: Math.max(...known) };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
