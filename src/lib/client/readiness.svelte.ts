/**
 * Whether this device is ready for work without a network, and until when. Each check asks whoever knows; what is
 * missing of the text is fetched by the check itself.
 */
import type { Cairn } from './cairn.svelte.ts';
import { call } from './api.ts';
import { keepCarried, readCarried, type Carried } from './carried.ts';
import { CLOCK_OFF_MS } from './clock.ts';
import type { Group } from './group.svelte.ts';
import { DAY_MS } from './format.ts';
import { installation } from './installation.svelte.ts';
import { notificationState } from './notifications.ts';
import { askServer, type ServerAnswer } from './server-answer.ts';
import type { Verdict } from './verdict.ts';

const MB = 1024 * 1024;
/** A volume of 2,000 messages takes half of one; a busy week in the field, some of them. */
const SPACE_NEEDED = 20 * MB;
const SPACE_WANTED = 200 * MB;
/** Safari deletes what a site stored that is not on the home screen and was not used for so long. */
const EVICTED_AFTER_MS = 7 * DAY_MS;

export type CheckName =
  'text' | 'search' | 'storage' | 'space' | 'installation' | 'session' | 'clock' | 'push';

export interface Finding {
  readonly name: CheckName;
  readonly verdict: Verdict;
  /**
   * text: conversations that lack some; search: messages that it looks through; space: free bytes; session: when it
   * ends; clock: milliseconds that it is ahead of the server's. Null for the others, and where it is not known.
   */
  readonly value: number | null;
}

export class Readiness {
  readonly #cairn: Cairn;
  /** What is to be carried. */
  choice = $state.raw() as Carried;
  isChecking = $state.raw(false);
  #found = $state.raw<readonly Finding[]>([]);
  /** Empty until it was checked; the search stands second, and goes on reading. */
  readonly findings: readonly Finding[] = $derived.by(() =>
    this.#found.length === 0 ? [] : this.#found.toSpliced(1, 0, this.#search),
  );
  /** When the device is ready: milliseconds since 1970, else null. */
  readonly readyUntil: number | null = $derived.by(() => {
    const session = this.findings.find(({ name }) => name === 'session')?.value ?? null;
    if (session === null || this.findings.some(({ verdict }) => verdict === 'bad')) return null;
    const mayBeEvicted = installation.state === 'by hand';
    return mayBeEvicted ? Math.min(session, Date.now() + EVICTED_AFTER_MS) : session;
  });

  constructor(cairn: Cairn) {
    this.#cairn = cairn;
    this.choice = readCarried(cairn.me.id);
  }

  /** Whether what the device holds has been read, so that a check says more than that it has not. */
  get isOpened(): boolean {
    const { loaded, groups } = this.#cairn;
    return loaded && groups.every((group) => group.loaded);
  }

  choose(change: Partial<Carried>): void {
    this.choice = { ...this.choice, ...change };
    keepCarried(this.#cairn.me.id, this.choice);
  }

  isCarried({ id }: Group): boolean {
    return this.choice.groups?.includes(id) ?? true;
  }

  /** Fetches what is missing, looks at everything, and tells the server what came of it. Never rejects. */
  async check(): Promise<void> {
    this.isChecking = true;
    const [text, server, push, space] = await Promise.all([
      this.#fetchText(),
      askServer(),
      notificationState().catch(() => null),
      freeSpace(),
    ]);
    this.#found = [
      { name: 'text', verdict: text === 0 ? 'good' : 'bad', value: text },
      { name: 'storage', verdict: STORAGE[this.#cairn.storage.state], value: null },
      { name: 'space', verdict: spaceVerdict(space), value: space },
      { name: 'installation', verdict: installation.state === 'installed' ? 'good' : 'weak', value: null },
      sessionFinding(server),
      clockFinding(server),
      { name: 'push', verdict: push === null ? 'unknown' : push === 'on' ? 'good' : 'weak', value: null },
    ];
    this.isChecking = false;
    const readyUntil = this.readyUntil === null ? null : new Date(this.readyUntil).toISOString();
    await call('PUT', '/api/v1/me/readiness', { readyUntil }).catch(() => undefined); // Another time, then.
  }

  /** Does what can be done for a check by a page. */
  async mend(name: CheckName): Promise<void> {
    if (name === 'storage') await this.#cairn.storage.ask();
    if (name === 'installation') await installation.install();
    await this.check();
  }

  /** @returns how many of the conversations to be carried lack some of the text */
  async #fetchText(): Promise<number> {
    const since = Date.now() - this.choice.days * DAY_MS;
    const chosen = this.#cairn.groups.filter((group) => this.isCarried(group));
    const isThere = await Promise.all(chosen.map((group) => reachesBackTo(group, since)));
    return isThere.filter((is) => !is).length;
  }

  /** What the search has read by now. */
  get #search(): Finding {
    const { isFailing, isReading, messages } = this.#cairn.search;
    return { name: 'search', verdict: isFailing ? 'weak' : isReading ? 'unknown' : 'good', value: messages };
  }
}

/** Loads older messages until one is older than that. @returns whether none is missing after it */
async function reachesBackTo(group: Group, since: number): Promise<boolean> {
  for (;;) {
    const { messages } = group;
    const oldest = messages[0];
    const isFarEnough = oldest !== undefined && (oldest.acceptedAt ?? oldest.writtenAt) < since;
    if (isFarEnough || (group.loaded && !group.hasEarlier)) return group.loaded;
    await group.loadEarlier();
    if (group.messages.length === messages.length) return false;
  }
}

const STORAGE = {
  lasting: 'good',
  evictable: 'weak',
  opening: 'unknown',
  full: 'bad',
  failing: 'bad',
} as const satisfies Record<string, Verdict>;

/** Bytes that this site may still store; null where the browser does not say. */
async function freeSpace(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? null : quota - usage;
  } catch {
    return null;
  }
}

function spaceVerdict(free: number | null): Verdict {
  if (free === null) return 'unknown';
  return free < SPACE_NEEDED ? 'bad' : free < SPACE_WANTED ? 'weak' : 'good';
}

function sessionFinding(server: ServerAnswer | null): Finding {
  const name = 'session';
  if (server === null) return { name, verdict: 'unknown', value: null };
  const { expiresAt } = server;
  if (expiresAt === null) return { name, verdict: 'bad', value: null };
  return { name, verdict: expiresAt - Date.now() < 3 * DAY_MS ? 'weak' : 'good', value: expiresAt };
}

function clockFinding(server: ServerAnswer | null): Finding {
  const name = 'clock';
  if (server === null) return { name, verdict: 'unknown', value: null };
  return {
    name,
    verdict: Math.abs(server.clockAheadMs) < CLOCK_OFF_MS ? 'good' : 'weak',
    value: server.clockAheadMs,
  };
}
