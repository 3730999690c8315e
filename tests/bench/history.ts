/** Records as devices append them, made without a device: where each stands, and the update that carries it. */
import * as Y from 'yjs';
import type { Candidate } from '#domain/admission.ts';
import { clientIdFor } from '#domain/client-id.ts';
import { encodeChange } from '#domain/encode-update.ts';
import { ID_BYTES, idFromBytes, type RecordId, type UserId } from '#domain/ids.ts';
import type { Message } from '#domain/records.ts';
import type { Chance } from '../support/chance.ts';

export interface Author {
  readonly id: UserId;
  readonly slot: number;
}

/** The order of one volume's messages, written by several sessions in turn. */
export class History {
  readonly #chance: Chance;
  readonly #sessions = new Map<UserId, { client: number; clock: number }>();
  #end: Y.ID | null = null;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Appends a message. @returns it at its place, as the gate hands it on */
  append({ id: by, slot }: Author, text: string, at = Date.now()): Candidate & { readonly record: Message } {
    const session = this.#sessions.get(by) ?? {
      client: clientIdFor(slot, this.#chance.integer(0, 2 ** 32 - 1)),
      clock: 0,
    };
    const record: Message = { id: this.#newId(), by, text, at };
    const place = { ...session, root: 'messages', origin: this.#end } as const;
    this.#end = Y.createID(session.client, session.clock);
    this.#sessions.set(by, { ...session, clock: session.clock + 1 });
    return { ...place, id: record.id, record, refusal: null, isKept: true };
  }

  #newId(): RecordId {
    return idFromBytes(Uint8Array.from({ length: ID_BYTES }, () => this.#chance.integer(0, 255))) as RecordId;
  }
}

/** The update in which a device sends it. */
export const updateOf = (candidate: Candidate): Uint8Array =>
  encodeChange({ candidates: [candidate], ledger: [], firstRev: 1, erased: [] });
