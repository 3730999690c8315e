import { problem } from './api/problem.ts';

/** What an endpoint that is no `operation` yet answers when it cannot do what was asked. */
export const apiError = (status: number, code: string, message: string): Response =>
  problem(status, code, message);
