/**
 * Messages as WebSocket frames (RFC 6455, 5.2), ready to be written. `ws` makes a header for each socket and writes it
 * beside the message, which is two thirds of what a delivery costs in this process; a message that goes to everybody
 * in a document is the same bytes for all of them.
 */

/** Longer messages are not copied behind a header: writing both costs less. */
export const FRAMED_BYTES_MAX = 65_535;

/** A whole message, binary, from a server: nothing is masked. */
const WHOLE_BINARY = 0x82;
/** Says that the length is in the next two bytes. */
const LENGTH_FOLLOWS = 126;

export class Framing {
  #message: Uint8Array | undefined;
  #frame: Buffer = Buffer.alloc(0);

  /** @param message of at most `FRAMED_BYTES_MAX` bytes; the same object as the last time gets the same frame */
  frame(message: Uint8Array): Buffer {
    if (message !== this.#message) {
      this.#message = message;
      this.#frame = Buffer.concat([headerOf(message.length), message]);
    }
    return this.#frame;
  }
}

const headerOf = (length: number): Uint8Array =>
  length < LENGTH_FOLLOWS
    ? Uint8Array.of(WHOLE_BINARY, length)
    : Uint8Array.of(WHOLE_BINARY, LENGTH_FOLLOWS, length >> 8, length & 0xff);
