import { STATUS_CODES } from 'node:http';
import { currentRequest, newId } from '../request-scope.ts';

/** Names a failure, in what the client is told and in the log: the id of the request that failed. */
export const errorId = (): string => currentRequest()?.id ?? newId();

/** What is wrong with one field of what was sent: its path, as in `members.0`, and a sentence. */
export interface FieldError {
  readonly field: string;
  readonly detail: string;
}

export interface ProblemMore {
  readonly id?: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What every endpoint answers when it cannot do what was asked: problem details (RFC 9457) with a `code` for programs
 * and an `id` that finds the line in the log.
 * @param detail a sentence for people
 */
export function problem(
  status: number,
  code: string,
  detail: string,
  { id = errorId(), errors, headers = {} }: ProblemMore = {},
): Response {
  const title = STATUS_CODES[status] ?? 'Error';
  const body = { type: 'about:blank', title, status, detail, code, id, ...(errors ? { errors } : {}) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

export const NOTHING_HERE = 'There is nothing at this address.';
