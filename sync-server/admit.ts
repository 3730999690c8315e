/** Lets a socket open documents once its device has shown a ticket. Asked each time it sends its Auth message for one. */
import type { Log } from '#server/log.ts';
import { CLOSE, Refused } from './close-reasons.ts';
import type { SocketContext } from './context.ts';

/** @throws Refused `ticket` for what is none, or no longer, `busy` while the database cannot say */
export async function admit(
  ticket: string,
  { socket, scopes, sessionId }: SocketContext,
  take: (ticket: string, sessionId: string) => Promise<boolean>,
  log: Log,
): Promise<void> {
  // A program has shown its token at the upgrade, and no other site can make a browser send one.
  if (scopes !== undefined) return;
  let isAdmitted: boolean;
  try {
    isAdmitted = await socket.admit(ticket, (shown) => take(shown, sessionId));
  } catch (error) {
    log.warn({ event: 'ticket-failed', ...socket.who, error: (error as Error).message });
    throw new Refused(CLOSE.busy);
  }
  if (!isAdmitted) throw new Refused(CLOSE.ticket);
}
