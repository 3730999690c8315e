/**
 * What is counted and measured, by the conventions of Prometheus: base units, `_total` for what only grows, and labels
 * from closed lists, never ids. What is happening anyway is counted where it happens; what stands somewhere already
 * (how many sockets there are) is read when somebody asks.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { REFUSALS, type Refusal } from '#domain/refusal.ts';
import type { CommittedBatch } from '#server/update-log.ts';
import type { Asked } from '#server/watch-queries.ts';
import type { Answered } from '../http-requests.ts';
import { CLOSE } from '../close-reasons.ts';

/** From what a good database needs to what nobody waits for. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const RECORDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];
const PUSH_OUTCOMES = ['sent', 'gone', 'later', 'refused'] as const;
const TASK_OUTCOMES = ['done', 'failed'] as const;
/** Of `delivery`, `cairn_push_total` says more. */
const TRIED_KINDS = ['push', 'erasure'] as const;
/** A message that devices may have to be told of, one that a device is to be told of, the erasure of one. */
export const TASK_KINDS = ['push', 'delivery', 'erasure'] as const;

export type PushOutcomeKind = (typeof PUSH_OUTCOMES)[number];
export type TaskKind = (typeof TASK_KINDS)[number];
export type TaskOutcome = (typeof TASK_OUTCOMES)[number];
type Values<Label extends string> = readonly (readonly [Readonly<Partial<Record<Label, string>>>, number])[];

/**
 * What prom-client 15.1 reads for these by `process._getActiveHandles`, Node 24.21 cannot always give: it aborts the
 * process (“Assertion failed: !obj.IsEmpty()” in AsyncWrap::GetOwner, six times of six in `recent-figures.test.ts`).
 * `nodejs_active_resources` says the same.
 */
const ENDS_THE_PROCESS = [
  'nodejs_active_handles',
  'nodejs_active_handles_total',
  'nodejs_active_requests',
  'nodejs_active_requests_total',
];

export class Metrics {
  readonly registry = new Registry();
  readonly #common = { registers: [this.registry] };

  readonly #commit = new Histogram({
    ...this.#common,
    name: 'cairn_commit_duration_seconds',
    help: 'From the first try to write a batch of records to its commit, with what was repeated meanwhile.',
    buckets: SECONDS,
  });
  readonly #batch = new Histogram({
    ...this.#common,
    name: 'cairn_commit_records',
    help: 'Records in one commit.',
    buckets: RECORDS,
  });
  readonly #accepted = new Counter({
    ...this.#common,
    name: 'cairn_records_accepted_total',
    help: 'Records (messages, edits, reactions, deletions) of groups that were accepted.',
  });
  readonly #refused = new Counter({
    ...this.#common,
    name: 'cairn_records_refused_total',
    help: 'Records that were refused, by reason.',
    labelNames: ['reason'],
  });
  readonly #closed = new Counter({
    ...this.#common,
    name: 'cairn_documents_closed_total',
    help: 'Documents that the gate ended on a socket, by the reason told to the device.',
    labelNames: ['reason'],
  });
  readonly #http = new Histogram({
    ...this.#common,
    name: 'cairn_http_request_duration_seconds',
    help: 'HTTP requests, by the pattern of their address; status "gone" where the client did not wait.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
  });
  readonly #queries = new Histogram({
    ...this.#common,
    name: 'cairn_database_query_duration_seconds',
    help: 'Statements of the database, from the question to the answer.',
    labelNames: ['outcome'],
    buckets: SECONDS,
  });
  readonly #pushes = new Counter({
    ...this.#common,
    name: 'cairn_push_total',
    help: 'Notifications given to push services: sent, gone (the device has left), later (to be tried again), refused.',
    labelNames: ['outcome'],
  });
  readonly #tasks = new Counter({
    ...this.#common,
    name: 'cairn_tasks_total',
    help: 'Work owed after a commit that was tried: done, or failed and owed still.',
    labelNames: ['kind', 'outcome'],
  });
  readonly #lag = new Histogram({
    ...this.#common,
    name: 'cairn_instance_lag_seconds',
    help: 'From the writing of a row on another instance to its being applied here.',
    buckets: SECONDS,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const name of ENDS_THE_PROCESS) this.registry.removeSingleMetric(name);
    // What has not happened yet is 0 and not unknown: a first time is then seen as an increase.
    for (const reason of Object.keys(REFUSALS)) this.#refused.inc({ reason }, 0);
    for (const { reason } of Object.values(CLOSE)) this.#closed.inc({ reason }, 0);
    for (const outcome of PUSH_OUTCOMES) this.#pushes.inc({ outcome }, 0);
    for (const kind of TRIED_KINDS)
      for (const outcome of TASK_OUTCOMES) this.#tasks.inc({ kind, outcome }, 0);
  }

  committed({ ms, records, accepted, refused }: CommittedBatch): void {
    this.#commit.observe(ms / 1_000);
    this.#batch.observe(records);
    this.#accepted.inc(accepted);
    for (const [reason, count] of refused) this.refused(reason, count);
  }

  refused(reason: Refusal, count: number): void {
    this.#refused.inc({ reason }, count);
  }

  closed(reason: string): void {
    this.#closed.inc({ reason });
  }

  answered({ method, route, status, ms }: Answered): void {
    this.#http.observe({ method, route, status: status ?? 'gone' }, ms / 1_000);
  }

  asked({ ms, failed }: Asked): void {
    this.#queries.observe({ outcome: failed ? 'failed' : 'ok' }, ms / 1_000);
  }

  pushed(outcome: PushOutcomeKind): void {
    this.#pushes.inc({ outcome });
  }

  settled(kind: (typeof TRIED_KINDS)[number], outcome: TaskOutcome, count = 1): void {
    this.#tasks.inc({ kind, outcome }, count);
  }

  /** Applied what another instance wrote this long ago. */
  followed(seconds: number): void {
    this.#lag.observe(Math.max(0, seconds));
  }

  /** A figure that is read when somebody asks. */
  gauge<Label extends string = never>(
    { name, help, labels = [] }: { name: string; help: string; labels?: readonly Label[] },
    read: () => Values<Label> | Promise<Values<Label>>,
  ): void {
    new Gauge<string>({
      ...this.#common,
      ...{ name, help, labelNames: labels },
      async collect() {
        const values = await read();
        this.reset();
        for (const [of, value] of values) this.set(of, value);
      },
    });
  }

  /** The same for what only grows and is counted elsewhere. */
  counter<Label extends string = never>(
    { name, help, labels = [] }: { name: string; help: string; labels?: readonly Label[] },
    read: () => Values<Label>,
  ): void {
    new Counter<string>({
      ...this.#common,
      ...{ name, help, labelNames: labels },
      collect() {
        this.reset();
        for (const [of, value] of read()) this.inc(of, value);
      },
    });
  }
}
