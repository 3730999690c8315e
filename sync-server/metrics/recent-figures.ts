/** The last hour of the figures, in memory: looked at every half minute, whether anybody asks or not. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { FIGURES, type FigureName, type ServerState } from '#server/server-state.ts';
import type { Metrics } from './metrics.ts';
import { Snapshot } from './snapshot.ts';

const EVERY_SECONDS = 30;
/** An hour. */
const KEPT = 120;
/** How often the delay of the event loop is measured; what is measured includes it. */
const RESOLUTION_MS = 20;

interface Between {
  readonly now: Snapshot;
  readonly before: Snapshot;
  readonly minutes: number;
  readonly delayMs: number;
}

const total =
  (name: string) =>
  ({ now }: Between) =>
    now.sum(name);
const rate =
  (name: string, labels?: (labels: Readonly<Record<string, string>>) => boolean) =>
  ({ now, before, minutes }: Between) =>
    (now.sum(name, labels) - before.sum(name, labels)) / minutes;
/** Nineteen of twenty were faster. */
const slow =
  (name: string) =>
  ({ now, before }: Between) => {
    const seconds = now.quantileSince(before, name, 0.95);
    return seconds === null ? null : seconds * 1_000;
  };

const READ: Readonly<Record<FigureName, (between: Between) => number | null>> = {
  sockets: total('cairn_sync_sockets'),
  records: rate('cairn_records_accepted_total'),
  commit: slow('cairn_commit_duration_seconds'),
  lag: slow('cairn_instance_lag_seconds'),
  requests: rate('cairn_http_request_duration_seconds_count'),
  failures: rate('cairn_http_request_duration_seconds_count', ({ status }) => status!.startsWith('5')),
  refused: rate('cairn_records_refused_total'),
  tasks: total('cairn_tasks_waiting'),
  documents: total('cairn_open_documents'),
  statements: slow('cairn_database_query_duration_seconds'),
  delay: ({ delayMs }) => delayMs,
  memory: total('process_resident_memory_bytes'),
};
const NAMES = Object.keys(FIGURES) as FigureName[];

export class RecentFigures {
  readonly #metrics: Metrics;
  readonly #of: Pick<ServerState, 'database' | 'syncs'>;
  readonly #startedAt = new Date();
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #rings = new Map<FigureName, (number | null)[]>(NAMES.map((name) => [name, []]));
  #before: Snapshot | undefined;
  #lookedAt = performance.now();
  #until = this.#startedAt;
  #timer: NodeJS.Timeout | undefined;

  constructor(metrics: Metrics, of: Pick<ServerState, 'database' | 'syncs'>) {
    this.#metrics = metrics;
    this.#of = of;
  }

  /** Looks from now on. */
  async start(): Promise<void> {
    this.#delay.enable();
    await this.look();
    this.#timer = setInterval(() => void this.look(), EVERY_SECONDS * 1_000).unref();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#delay.disable();
  }

  /** The first look has nothing to compare with: it measures from the start. */
  async look(): Promise<void> {
    const now = await Snapshot.of(this.#metrics.registry);
    const lookedAt = performance.now();
    const minutes = Math.max(1, lookedAt - this.#lookedAt) / 60_000;
    const delayMs = Math.max(0, this.#delay.percentile(99) / 1e6 - RESOLUTION_MS);
    this.#delay.reset();
    const between = { now, before: this.#before ?? now, minutes, delayMs };
    for (const [name, ring] of this.#rings) {
      const value = READ[name](between);
      ring.push(value === null ? null : Math.round(value * 100) / 100);
      if (ring.length > KEPT) ring.shift();
    }
    this.#before = now;
    this.#lookedAt = lookedAt;
    this.#until = new Date();
  }

  state(): ServerState {
    const figures = NAMES.map((name) => ({ name, unit: FIGURES[name], values: [...this.#rings.get(name)!] }));
    return {
      ...{ startedAt: this.#startedAt, ...this.#of },
      ...{ everySeconds: EVERY_SECONDS, until: this.#until, figures },
    };
  }
}
