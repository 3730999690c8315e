/**
 * Why the server ends a document on a socket, or refuses to open it. The device reads the reason and acts; the
 * socket and its other documents stay.
 */
export const CLOSE = {
  /** Not, or no longer, a member, or there is no such document: which of them is not said. */
  forbidden: { code: 4403, reason: 'forbidden' },
  /** The database is away or does not keep up. Nothing was taken; come back in a while. */
  busy: { code: 4503, reason: 'busy' },
  /** The device has shown no ticket that counts; it gets another and comes back. */
  ticket: { code: 4402, reason: 'ticket' },
  /** An update that no honest device writes. The replica behind it is beyond repair. */
  reset: { code: 4409, reason: 'reset' },
} as const;

/** Why the server ends a whole socket. The device connects again, and is told at the upgrade where it stands. */
export const SOCKET_CLOSE = {
  /** The session was ended, here or on another device, or the person is no longer active. */
  signedOut: { code: 4401, reason: 'signed-out' },
  /** It is told more than it reads. */
  notReading: { code: 4408, reason: 'not-reading' },
  /** Frames that no honest device sends, again and again. */
  malformed: { code: 1002, reason: 'malformed' },
  /** Text where every frame is binary. */
  binaryOnly: { code: 1003, reason: 'binary only' },
  /** The server stops and will be back. */
  restart: { code: 1012, reason: 'restart' },
} as const;

/** Hocuspocus refuses by exception; what it shows the device is `reason`. */
export class Refused extends Error {
  readonly code: number;
  readonly reason: string;

  constructor({ code, reason }: { readonly code: number; readonly reason: string }) {
    // An empty message keeps Hocuspocus from logging what is no fault.
    super('');
    this.code = code;
    this.reason = reason;
  }
}
