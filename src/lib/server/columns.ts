/** One array for each column, as `unnest` takes them. */
export const columns = <T>(rows: readonly T[], ...read: ((row: T) => unknown)[]): unknown[][] =>
  read.map((column) => rows.map(column));
