/**
 * Stock y-websocket clients, which open one document by its address and whose messages do not name it, talk to the
 * same server as our devices: here their messages become Hocuspocus' and back. What is said goes through the same
 * gate.
 */
import { MessageType } from '@hocuspocus/server';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readPresence } from '#domain/presence.ts';
import type { Author } from '#domain/admission.ts';
import { CLOSE } from './close-reasons.ts';

/** What goes to the client; `end` closes its socket, since it has one document only. */
export type Outgoing = { readonly message: Uint8Array } | { readonly end: { code: number; reason: string } };

/** Of the Auth messages of Hocuspocus. */
const DENIED = 1;
const TOKEN = 0;

/** An awareness update of nobody: a client that hears nothing for 30 s takes the connection for dead. */
const ALIVE = Uint8Array.of(MessageType.Awareness, 1, 0);

export class StockFrames {
  readonly #name: string;
  readonly #author: Author;

  constructor(name: string, author: Author) {
    this.#name = name;
    this.#author = author;
  }

  /** What asks for the document in the client's place: who it is has been settled at the upgrade. */
  opening(): Uint8Array {
    return this.#frame(MessageType.Auth, (to) => {
      encoding.writeVarUint(to, TOKEN);
      encoding.writeVarString(to, '');
    });
  }

  /**
   * @returns null for what is nobody's business: stock clients repeat what they heard of others, and have an empty
   * state before they say anything
   */
  incoming(data: Uint8Array): Uint8Array | null {
    try {
      const from = decoding.createDecoder(data);
      const type = decoding.readVarUint(from) as MessageType;
      if (type === MessageType.Awareness) {
        const update = decoding.readVarUint8Array(from);
        if (readPresence(update, this.#author) === null) return null;
        return this.#frame(type, (to) => encoding.writeVarUint8Array(to, update));
      }
      if (type !== MessageType.Sync) return null;
      return this.#frame(type, (to) => encoding.writeUint8Array(to, decoding.readTailAsUint8Array(from)));
    } catch {
      return null; // It broke off: no more is known of it than of what is no message at all.
    }
  }

  /** What of Hocuspocus' messages a stock client knows. */
  outgoing(message: Uint8Array): Outgoing | null {
    if (message.length === 1) return { message: ALIVE };
    const from = decoding.createDecoder(message);
    decoding.readVarString(from);
    switch (decoding.readVarUint(from) as MessageType) {
      case MessageType.Sync:
      case MessageType.SyncReply:
        return { message: withType(MessageType.Sync, decoding.readTailAsUint8Array(from)) };
      case MessageType.Awareness:
        return { message: withType(MessageType.Awareness, decoding.readTailAsUint8Array(from)) };
      case MessageType.Auth:
        return decoding.readVarUint(from) === DENIED ? { end: reasonOf(decoding.readVarString(from)) } : null;
      case MessageType.CLOSE:
        return { end: reasonOf(decoding.readVarString(from)) };
      default:
        return null;
    }
  }

  #frame(type: MessageType, write: (to: encoding.Encoder) => void): Uint8Array {
    const to = encoding.createEncoder();
    encoding.writeVarString(to, this.#name);
    encoding.writeVarUint(to, type);
    write(to);
    return encoding.toUint8Array(to);
  }
}

function withType(type: MessageType, rest: Uint8Array): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, type);
  encoding.writeUint8Array(to, rest);
  return encoding.toUint8Array(to);
}

/** y-websocket comes back unless the code is from 4400 to 4499, where that would not help. */
const reasonOf = (reason: string): { code: number; reason: string } =>
  Object.values(CLOSE).find((one) => one.reason === reason) ?? CLOSE.busy;
