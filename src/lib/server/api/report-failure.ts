import { application } from '../application.ts';
import { isTransient } from '../transient.ts';
import { errorId } from './problem.ts';

/** Where a request failed; what of it goes into the log. */
export interface FailedAt {
  readonly method: string;
  readonly route: string | null;
}

/** What the client may know of a failure: never the stack. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly id: string;
}

const AWAY = {
  code: 'database-away',
  message: 'The server cannot reach its database for the moment. Nothing was changed; try again shortly.',
};

/** Logs a failure under the id of its request. */
export function reportFailure(cause: unknown, { method, route }: FailedAt, status = 500): Failure {
  const id = errorId();
  const isAway = isTransient(cause) || (cause as Error | undefined)?.name === 'LogBusy';
  application().log.error({
    event: 'request-failed',
    id,
    status: isAway ? 503 : status,
    method,
    route,
    reason: cause instanceof Error ? cause.message : String(cause),
    stack: !isAway && cause instanceof Error ? cause.stack : undefined,
  });
  if (isAway) return { status: 503, ...AWAY, id };
  return {
    status,
    code: 'failed',
    message: `Something went wrong on the server. Try again; if it happens again, tell your administrator “${id}”.`,
    id,
  };
}
