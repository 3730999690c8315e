import type { Author } from '#domain/admission.ts';

/** Who is at the other end of a socket: settled at the upgrade, the same for all its documents. */
export interface SocketContext extends Author {
  readonly sessionId: string;
}
