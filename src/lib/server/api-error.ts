import { randomBytes } from 'node:crypto';

/** Names one failure, in what the client is told and in the log. */
export const newErrorId = (): string => randomBytes(6).toString('base64url');

/** What every JSON endpoint answers when it cannot do what was asked: a code for programs, a sentence for people. */
export const apiError = (status: number, code: string, message: string, id = newErrorId()): Response =>
  Response.json({ code, message, id }, { status, headers: { 'cache-control': 'no-store' } });
