/**
 * Begins work in a moment, whoever waits for it. @returns what tells how it went; asked again after that, it begins
 * the work anew.
 */
export function begun(work: () => Promise<unknown>): () => Promise<unknown> {
  let running: Promise<unknown> | null = Promise.resolve().then(work);
  // Whoever asks hears of it.
  running.catch(() => {});
  return () => {
    const attempt = running ?? work();
    running = null;
    return attempt;
  };
}
