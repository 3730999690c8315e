/**
 * Which request is being answered: its id is in its answer, in every line of the log about it, and in what is told
 * of a failure. What a request sets going and does not wait for may still carry its id.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { outsideSpans } from './trace.ts';

export interface RequestScope {
  readonly id: string;
  /** The pattern of its address, once that is known; never the address, which may hold a secret. */
  route: string | null;
}

// Kit bundles the routes by themselves: its copy of this module has to find the same store.
const KEY = Symbol.for('cairn.request');
const home = globalThis as { [KEY]?: AsyncLocalStorage<RequestScope> };
const store = (home[KEY] ??= new AsyncLocalStorage<RequestScope>());

/** Undefined outside of any. */
export const currentRequest = (): RequestScope | undefined => store.getStore();

/** Answers a request inside its scope. */
export const inRequest = <T>(scope: RequestScope, answer: () => T): T => store.run(scope, answer);

/** For what goes on after the request that happened to start it: a queue that others use as well. */
export const outsideRequests = <T>(work: () => T): T => outsideSpans(() => store.exit(work));

/** Short enough to be read out. */
export const newId = (): string => randomBytes(6).toString('base64url');

/** What a proxy gave the request as `X-Request-Id`, where it is one that can stand in a log; otherwise a new one. */
export const requestIdOf = (given: string | readonly string[] | undefined): string =>
  typeof given === 'string' && /^[\w.:-]{8,64}$/.test(given) ? given : newId();
