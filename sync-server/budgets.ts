/**
 * How much one person may ask of the server, over all their sockets. A budget delays and never refuses: who is over it
 * waits a little, and whose wait would be long is told `busy` and comes back. So an honest backlog always gets in.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { UserId } from '#domain/ids.ts';
import { Budget, type Rate } from '#server/budget.ts';

export { Budget, type Rate };

export const BUDGETS = {
  /** Records sent: six busy hours offline are about 200; nobody types 200 a second. */
  records: { perSecond: 200, burst: 3_000 },
  /** Frames sent, of all kinds: each takes about 0.1 ms, however small. A device that connects says three a document. */
  frames: { perSecond: 1_000, burst: 10_000 },
  /** Bytes sent, of all kinds: a message takes about 200. */
  bytes: { perSecond: 512 * 1024, burst: 8 * 1024 * 1024 },
  /** Client ids that a document did not know: each makes it dearer to read for everybody, for ever. */
  sessions: { perSecond: 2, burst: 200 },
  /** Auth messages: a device opens all it holds at each connect, its groups and their heads. */
  documents: { perSecond: 50, burst: 1_000 },
  /** Bytes answered to state vectors: ten bytes ask for a whole document. A new device asks for all of them once. */
  answers: { perSecond: 4 * 1024 * 1024, burst: 64 * 1024 * 1024 },
} as const satisfies Record<string, Rate>;

/** One person typing in one conversation; what is above it is dropped, since the next state says it all again. */
export const PRESENCE_RATE: Rate = { perSecond: 5, burst: 10 };

/** Who would wait longer is told to come back. */
export const WAIT_LIMIT_MS = 3_000;

export type Budgets = Readonly<Record<keyof typeof BUDGETS, Budget>>;

/** The budgets of everybody who used any lately. */
export class PersonBudgets {
  readonly #now: () => number;
  readonly #people = new Map<UserId, Budgets>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get size(): number {
    return this.#people.size;
  }

  of(userId: UserId): Budgets {
    const known = this.#people.get(userId);
    if (known) return known;
    const budget = (rate: Rate) => new Budget(rate, this.#now);
    const fresh = Object.fromEntries(Object.entries(BUDGETS).map(([name, rate]) => [name, budget(rate)]));
    this.#people.set(userId, fresh as Budgets);
    return fresh as Budgets;
  }

  /** Forgets who has rested long enough to have everything again, unless they are connected. */
  sweep(isConnected: (userId: UserId) => boolean): void {
    for (const [userId, budgets] of this.#people)
      if (!isConnected(userId) && Object.values(budgets).every(({ isFull }) => isFull))
        this.#people.delete(userId);
  }
}

/**
 * Takes from a budget, after waiting for it if need be.
 * @param wait for tests
 * @returns false, and takes nothing, when the wait would be longer than `WAIT_LIMIT_MS`
 */
export async function withinBudget(
  budget: Budget,
  cost: number,
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<boolean> {
  let waited = 0;
  // Others may have taken what came in meanwhile: then once more, until the limit.
  for (let ms = budget.waitMs; ms > 0; ms = budget.waitMs) {
    if (waited + ms > WAIT_LIMIT_MS) return false;
    await wait(ms);
    waited += ms;
  }
  budget.take(cost);
  return true;
}
