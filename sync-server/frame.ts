/** The beginning of a frame on the socket, as Hocuspocus 4 writes it: for which document, and what kind of message. */
import { MessageType } from '@hocuspocus/server';
import * as decoding from 'lib0/decoding';

/** No document's name is longer than 40. */
export const ADDRESS_BYTES_MAX = 256;

export interface Frame {
  /** A document's name as the device wrote it. */
  readonly address: string;
  readonly type: number;
  /** What an Auth message says: a token, that it was refused, that it was taken. */
  readonly says: number | null;
}

/** Reads address and type; null where they are not there, or where an Auth message breaks off. */
export function readFrame(data: Uint8Array): Frame | null {
  try {
    const from = decoding.createDecoder(data);
    if (decoding.peekVarUint(from) > ADDRESS_BYTES_MAX) return null;
    const address = decoding.readVarString(from);
    const type = decoding.readVarUint(from);
    if (type !== Number(MessageType.Auth)) return { address, type, says: null };
    const says = decoding.readVarUint(from);
    decoding.readVarString(from);
    if (decoding.hasContent(from)) decoding.readVarString(from); // the version of the device's library
    return { address, type, says };
  } catch {
    return null;
  }
}
