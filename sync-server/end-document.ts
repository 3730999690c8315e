import type { Connection } from '@hocuspocus/server';
import { CLOSE } from './close-reasons.ts';
import type { SocketContext } from './context.ts';
import type { Faults } from './faults.ts';

/** Ends a document on a socket and counts why. */
export function end(
  connection: Connection<SocketContext>,
  verdict: keyof typeof CLOSE,
  why: string,
  faults: Faults,
): void {
  const { userId } = connection.context;
  faults.report('document-closed', { verdict, why, user: userId, document: connection.document.name });
  connection.close(CLOSE[verdict]);
}
