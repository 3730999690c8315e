/** SQLSTATE classes and codes that say "not now" instead of "not ever". */
const TRANSIENT_SQLSTATE = [
  /^08/, // connection exceptions
  /^40001$/, // serialization failure
  /^40P01$/, // deadlock
  /^53/, // no connection, memory or disk left
  /^55P03$/, // lock not available
  /^57P0[1-5]$/, // shutting down, crashed, starting up, database dropped, idle session ended
  /^57014$/, // cancelled by a time limit
  /^25P0[34]$/, // idle in transaction, transaction time limit
  /^25006$/, // read only: a standby before it is promoted
  /^58/, // system error outside Postgres
];
/** What Node's sockets and name look-ups answer. */
const TRANSIENT_SOCKET =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)$/;
/** What pg says in words only (8.23). */
const TRANSIENT_MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout exceeded when trying to connect|timeout expired|Cannot use a pool after calling end)/;

/** Whether the same work may succeed if it is tried again: the connection was lost, the database is away, or two
 *  transactions met. Looks through wrapping errors. The outcome of a commit that failed so is unknown. */
export function isTransient(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isTransient);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    (isSqlState(code) && TRANSIENT_SQLSTATE.some((pattern) => pattern.test(code))) ||
    TRANSIENT_SOCKET.test(code) ||
    isMissingSocketFile(error) ||
    TRANSIENT_MESSAGE.test(error.message) ||
    isTransient(error.cause)
  );
}

/** Whether the connection itself can no longer be used, so that not even a rollback would be answered. */
export const isConnectionLoss = (error: unknown): boolean =>
  isTransient(error) &&
  !(
    error instanceof Error &&
    'code' in error &&
    isSqlState(error.code) &&
    !/^(08|57P0)/.test(String(error.code))
  );

/** What a unix socket answers while the server is down. */
const isMissingSocketFile = (error: Error): boolean =>
  'code' in error && error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect';

const isSqlState = (code: unknown): boolean =>
  typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE';
