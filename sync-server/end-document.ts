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
  faults.report('document-closed', {
    ...{ verdict, why, document: connection.document.name },
    ...connection.context.socket.who,
  });
  connection.close(CLOSE[verdict]);
}
