import type { Author } from '#domain/admission.ts';
import type { DeviceSocket } from './device-socket.ts';

/**
 * Who is at the other end of a socket: settled at the upgrade, the same for all its documents. Hocuspocus copies it
 * for each of them, so what changes is in `socket`.
 */
export interface SocketContext extends Author {
  readonly sessionId: string;
  readonly socket: DeviceSocket;
  /** When the question was asked whether this document may be opened: a reading of `performance.now()`. */
  readonly authorizedAt?: number;
}
