/** How this process has been doing lately, for administrators: `/metrics` without Prometheus. */

/** What is shown of it, in this order, and in which unit. */
export const FIGURES = {
  sockets: 'count',
  records: 'per-minute',
  commit: 'ms',
  lag: 'ms',
  requests: 'per-minute',
  failures: 'per-minute',
  refused: 'per-minute',
  tasks: 'count',
  documents: 'count',
  statements: 'ms',
  delay: 'ms',
  memory: 'bytes',
} as const;

export type FigureName = keyof typeof FIGURES;
export type Unit = (typeof FIGURES)[FigureName];

export interface ServerState {
  readonly startedAt: Date;
  readonly database: 'embedded' | 'postgres';
  /** False for a process that serves pages and API only: devices are connected to others. */
  readonly syncs: boolean;
  /** Between two values. */
  readonly everySeconds: number;
  /** Of the last values. */
  readonly until: Date;
  /** The oldest first, null where nothing happened that could be measured; all of the same length, at most an hour. */
  readonly figures: readonly {
    readonly name: FigureName;
    readonly unit: Unit;
    readonly values: readonly (number | null)[];
  }[];
}
