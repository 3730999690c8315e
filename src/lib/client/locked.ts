/** How long one tab waits for another before it goes on without the lock. */
const LOCK_LIMIT_MS = 5_000;

/**
 * Does work while no other tab does work under this name. The lock spares tabs doing the same work twice, and
 * nothing rests on it: pages without TLS have none, and a tab that froze with it must not stop the others.
 */
export async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  let hasBegun = false;
  try {
    return await navigator.locks.request(name, { signal: AbortSignal.timeout(LOCK_LIMIT_MS) }, () => {
      hasBegun = true;
      return work();
    });
  } catch (reason) {
    if (hasBegun) throw reason;
    return work();
  }
}
