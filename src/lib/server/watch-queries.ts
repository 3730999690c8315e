/** Looks at every statement of a pool, without touching it. */
import { AsyncResource } from 'node:async_hooks';
import type pg from 'pg';
import { currentRequest } from './request-scope.ts';
import { openPart } from './trace.ts';

export interface Asked {
  /** The statement without values: made when asked for, since it takes longer than all the rest. */
  statement(): string;
  /** From the question to the answer, with what the database had to answer before on this connection. */
  readonly ms: number;
  readonly failed: boolean;
  /** The id of the request that it was asked for. */
  readonly request: string | undefined;
}

type Query = (...args: unknown[]) => unknown;

/** @param observe must not throw */
export function watchQueries(pool: pg.Pool, observe: (asked: Asked) => void): void {
  keepScope(pool);
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query;
    (client as { query: Query }).query = (...args) => {
      const askedAt = performance.now();
      const request = currentRequest()?.id;
      const statement = () => statementOf(args[0]);
      const span = openPart('statement');
      const answered = (failed: boolean) => {
        span?.end({ name: statement().split(' ')[0]!, attributes: { 'db.query.text': statement() }, failed });
        observe({ statement, ms: performance.now() - askedAt, failed, request });
      };
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        const noted: Query = (error, ...rest) => {
          answered(Boolean(error));
          return (callback as Query)(error, ...rest);
        };
        return query(...args.slice(0, -1), noted);
      }
      const answer = query(...args);
      if (answer instanceof Promise)
        answer.then(
          () => answered(false),
          () => answered(true),
        );
      return answer;
    };
  });
}

type Connect = (callback?: (...args: unknown[]) => unknown) => unknown;

/** `pool.query` that has to wait for a connection goes on in the scope of whoever gives it back (pg-pool 3). */
function keepScope(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as Connect;
  (pool as { connect: Connect }).connect = (callback) => connect(callback && AsyncResource.bind(callback));
}

const LENGTH_MAX = 1_000;

/** On one line; values travel as parameters, and what stands in quotes in the text itself is left out as well. */
export function statementOf(asked: unknown): string {
  const text = typeof asked === 'string' ? asked : ((asked as { text?: string } | null)?.text ?? '');
  return text
    .slice(0, 4 * LENGTH_MAX)
    .replaceAll(/'(?:[^']|'')*('|$)/g, "'…'")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LENGTH_MAX);
}
