import { pino, type Logger } from 'pino';

export type Log = Logger;

/** One event a line, with ids and milliseconds. Never what people wrote, never a token, code or password. */
export const log: Log = pino({
  level: process.env['LOG_LEVEL'] ?? 'info',
  base: undefined,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
});
