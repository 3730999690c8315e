import { clientIdFor } from '#domain/client-id.ts';
import { ID_BYTES, idFromBytes } from '#domain/ids.ts';

/** A new id for a record, a group or a device. */
export const newId = <Id extends string>(): Id =>
  idFromBytes(crypto.getRandomValues(new Uint8Array(ID_BYTES))) as Id;

/** A client id for one document object of this person, never to be stored or used again. */
export const newClientId = (slot: number): number =>
  clientIdFor(slot, crypto.getRandomValues(new Uint32Array(1))[0]!);
