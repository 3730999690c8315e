/**
 * What goes wrong and must not stop anybody else: each kind is counted, and logged a few times a minute, so that
 * whoever causes a million of them fills no disk.
 */
import { log, type Log } from '#server/log.ts';

/** Lines of one kind in a minute; the next line after it says how many were left out. */
const LINES_A_MINUTE = 20;
const MINUTE_MS = 60_000;

export const FAULT_KINDS = [
  /** Bytes without an address and a type, or a message that breaks off. */
  'malformed-frame',
  /** A document was ended on a socket: see the verdict. */
  'document-closed',
  /** Somebody was told to come back. */
  'over-budget',
  /** A presence that no honest device sends. */
  'presence-refused',
  /** A socket that does not read, or one too many. */
  'socket-ended',
  /** A mistake of ours, or of a library. */
  'unhandled-rejection',
  'uncaught-exception',
  'unexpected',
  /** A statement of the database that took longer than SLOW_QUERY_MS. */
  'slow-query',
  /** Written on the console by a library. */
  'console',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
type Details = Readonly<Record<string, unknown>>;

const OURS: ReadonlySet<FaultKind> = new Set(['unhandled-rejection', 'uncaught-exception', 'unexpected']);

export class Faults {
  readonly #log: Pick<Log, 'warn' | 'error'>;
  readonly #now: () => number;
  #heard: (kind: FaultKind, details: Details) => void = () => {};
  readonly #kinds = new Map<FaultKind, { count: number; since: number; lines: number; silent: number }>();

  constructor(log: Pick<Log, 'warn' | 'error'>, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  /** How often it has happened since the start. */
  count(kind: FaultKind): number {
    return this.#kinds.get(kind)?.count ?? 0;
  }

  /** Tells of every one, also of those that are not logged. */
  observe(heard: (kind: FaultKind, details: Details) => void): void {
    this.#heard = heard;
  }

  /** @param details ids and reasons; never what people wrote */
  report(kind: FaultKind, details: Details = {}): void {
    this.#heard(kind, details);
    const now = this.#now();
    let known = this.#kinds.get(kind);
    if (!known) this.#kinds.set(kind, (known = { count: 0, since: now, lines: 0, silent: 0 }));
    known.count++;
    if (now - known.since >= MINUTE_MS) Object.assign(known, { since: now, lines: 0 });
    if (known.lines >= LINES_A_MINUTE) return void known.silent++;
    known.lines++;
    const unsaid = known.silent > 0 ? { unsaid: known.silent } : {};
    known.silent = 0;
    this.#log[OURS.has(kind) ? 'error' : 'warn']({ event: kind, ...details, count: known.count, ...unsaid });
  }
}

/** Those of this process. */
export const faults = new Faults(log);

/**
 * A promise that nobody waited for, or an error that nobody caught, is a fault to mend and no reason to take
 * everybody's chat down: what is acknowledged is in the database, and what is not the devices still have.
 */
export function keepRunning(): void {
  process.on('unhandledRejection', (reason) =>
    faults.report('unhandled-rejection', { reason: stackOf(reason) }),
  );
  process.on('uncaughtException', (error) => faults.report('uncaught-exception', { reason: stackOf(error) }));
}

/** Libraries write on the console whatever a frame makes them throw: to our log, in the same measure. */
export function takeConsole(): void {
  for (const level of ['error', 'warn'] as const)
    console[level] = (...said: unknown[]) =>
      faults.report('console', { level, said: said.map(withoutText).join(' ') });
}

const stackOf = (reason: unknown): string =>
  reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);

/** An error's words may quote what somebody wrote; where it was thrown does not. */
function withoutText(said: unknown): string {
  if (said instanceof Error) return `${said.name} ${said.stack?.match(/^ +at .*$/m)?.[0].trim() ?? ''}`;
  return typeof said === 'string' ? said.slice(0, 200) : typeof said;
}
