/** Says an unexpected failure where nobody can catch it. */
export const report: (error: unknown) => void = globalThis.reportError ?? console.error;

/**
 * An exception in any listener of a Y.Doc makes that document deaf for ever (yjs 13.6): no events, no sends, no
 * saves. Every listener goes through here.
 */
export const guard =
  <Arguments extends unknown[]>(listener: (...given: Arguments) => void) =>
  (...given: Arguments): void => {
    try {
      listener(...given);
    } catch (error) {
      report(error);
    }
  };
