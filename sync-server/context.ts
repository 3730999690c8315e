import type { Author } from '#domain/admission.ts';
import type { Scope } from '#domain/scopes.ts';
import type { DeviceSocket } from './device-socket.ts';

/**
 * Who is at the other end of a socket: settled at the upgrade, the same for all its documents. Hocuspocus copies it
 * for each of them, so what changes is in `socket`.
 */
export interface SocketContext extends Author {
  /** Of the device's session, or of the token of a program. */
  readonly sessionId: string;
  /** What the token of a program may; a device may all that its person may. */
  readonly scopes?: ReadonlySet<Scope> | undefined;
  readonly socket: DeviceSocket;
  /** When the question was asked whether this document may be opened: a reading of `performance.now()`. */
  readonly authorizedAt?: number;
}
