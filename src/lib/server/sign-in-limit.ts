/** Failed attempts, kept in memory: a restart forgives. Counted before the password is checked, so that a thousand
 *  attempts at once are not all let through; a success gives its count back. */
export interface SignInLimit {
  /** Takes one attempt, or answers in how many ms the next is allowed. */
  take(employeeId: string, address: string): { retryAfterMs: number } | { giveBack: () => void };
}

export const WINDOW_MS = 15 * 60_000;
/** One person from one address; more for a person from anywhere and for an address, behind which an office may sit. */
export const FAILURES_MAX = { pair: 10, person: 100, address: 200 };
/** Beyond this many keys the oldest are forgotten; about 20 MB. */
const KEYS_MAX = 100_000;

export function createSignInLimit(now: () => number = Date.now): SignInLimit {
  const failures = new Map<string, { count: number; since: number }>();

  function current(key: string): { count: number; since: number } {
    const known = failures.get(key);
    if (known && now() - known.since < WINDOW_MS) return known;
    const fresh = { count: 0, since: now() };
    failures.delete(key); // to the end: a Map keeps the order of insertion, so the oldest come first
    failures.set(key, fresh);
    if (failures.size > KEYS_MAX) failures.delete(failures.keys().next().value!);
    return fresh;
  }

  return {
    take(employeeId, address) {
      const counters = [
        { counter: current(`pair ${address} ${employeeId}`), most: FAILURES_MAX.pair },
        { counter: current(`person ${employeeId}`), most: FAILURES_MAX.person },
        { counter: current(`address ${address}`), most: FAILURES_MAX.address },
      ];
      const full = counters.filter(({ counter, most }) => counter.count >= most);
      if (full.length > 0)
        return { retryAfterMs: Math.max(...full.map(({ counter }) => counter.since + WINDOW_MS - now())) };
      for (const { counter } of counters) counter.count += 1;
      return { giveBack: () => counters.forEach(({ counter }) => (counter.count -= 1)) };
    },
  };
}
