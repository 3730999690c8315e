/**
 * How many requests one person, one token, or one address that is nobody's may make. In memory, for each process: a
 * restart forgives.
 */
import { Budget, type Rate } from '../budget.ts';

/** What changes something counts five times. The operator may set other rates, see `env.ts`. */
export const REQUEST_RATES = {
  /** All devices of a person: each asks some dozen things an hour, and a bulk of work from the pages some hundred. */
  person: { perSecond: 100, burst: 6_000 },
  /** A bot may write four times a second, and read twenty. */
  token: { perSecond: 20, burst: 600 },
  /** Many people may sit behind one address. */
  address: { perSecond: 50, burst: 3_000 },
  /** A webhook, which anybody who knows its address can call. */
  webhook: { perSecond: 5, burst: 150 },
} as const satisfies Record<string, Rate>;
export type Asking = keyof typeof REQUEST_RATES;
export type RequestRates = Readonly<Record<Asking, Rate>>;

/** The rates with some of them set to so many a second; bursts grow with them. */
export function requestRates(perSecond: Partial<Record<Asking, number>>): RequestRates {
  const rateOf = (asking: Asking): Rate => {
    const usual = REQUEST_RATES[asking];
    const set = perSecond[asking] ?? usual.perSecond;
    return { perSecond: set, burst: (usual.burst / usual.perSecond) * set };
  };
  return {
    person: rateOf('person'),
    token: rateOf('token'),
    address: rateOf('address'),
    webhook: rateOf('webhook'),
  };
}
/** Beyond this many keys those that are full again are forgotten. */
const KEYS_MAX = 10_000;

export class RequestLimit {
  readonly #rates: () => RequestRates;
  readonly #now: () => number;
  readonly #budgets = new Map<string, Budget>();

  /** @param rates asked for when somebody comes for the first time */
  constructor(rates: () => RequestRates, now: () => number = () => performance.now()) {
    this.#rates = rates;
    this.#now = now;
  }

  /** Takes from somebody's budget. @returns 0, or in how many milliseconds to come back */
  take(asking: Asking, id: string, cost: number): number {
    const key = `${asking} ${id}`;
    let budget = this.#budgets.get(key);
    if (!budget) {
      if (this.#budgets.size >= KEYS_MAX) this.#sweep();
      budget = new Budget(this.#rates()[asking], this.#now);
      this.#budgets.set(key, budget);
    }
    const { waitMs } = budget;
    if (waitMs === 0) budget.take(cost);
    return waitMs;
  }

  #sweep(): void {
    for (const [key, budget] of this.#budgets) if (budget.isFull) this.#budgets.delete(key);
    // All of them busy: the oldest goes, since a Map keeps the order of insertion.
    if (this.#budgets.size >= KEYS_MAX) this.#budgets.delete(this.#budgets.keys().next().value!);
  }
}
