import type { Asked } from '#server/watch-queries.ts';
import type { Faults } from './faults.ts';

/** What looks at statements and reports those that took longer than this; 0 for none. */
export const reportSlow =
  (limitMs: number, faults: Faults) =>
  ({ statement, ms, failed, request }: Asked): void => {
    if (limitMs === 0 || ms < limitMs) return;
    // By a name of its own: the answer may come after the request that asked, or in the scope of another one.
    const by = request === undefined ? {} : { request };
    faults.report('slow-query', {
      statement: statement(),
      ms: Math.round(ms),
      ...(failed ? { failed } : {}),
      ...by,
    });
  };
