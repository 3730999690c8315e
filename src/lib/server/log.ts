import { pino, type Logger } from 'pino';
import { currentRequest } from './request-scope.ts';
import { LOG_LEVELS, Variables } from './variables.ts';

export type Log = Logger;

/** One that does not exist is refused by `env.ts`, with a sentence; here it would be a stack. */
const wanted = new Variables(process.env).get('LOG_LEVEL');

function requestOf(): { request?: string } {
  const request = currentRequest()?.id;
  return request === undefined ? {} : { request };
}

/**
 * One event a line, with ids and milliseconds, and the id of the request that it is about. Never what people wrote,
 * never a token, code or password.
 */
export const log: Log = pino({
  level: LOG_LEVELS.find((level) => level === wanted) ?? 'info',
  base: undefined,
  mixin: requestOf,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
});
