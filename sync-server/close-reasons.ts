/**
 * Why the server ends a document on a socket, or refuses to open it. The device reads the reason and acts; the
 * socket and its other documents stay.
 */
export const CLOSE = {
  /** Not, or no longer, a member, or there is no such document: which of them is not said. */
  forbidden: { code: 4403, reason: 'forbidden' },
  /** The database is away or does not keep up. Nothing was taken; come back in a while. */
  busy: { code: 4503, reason: 'busy' },
  /** An update that no honest device writes. The replica behind it is beyond repair. */
  reset: { code: 4409, reason: 'reset' },
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
