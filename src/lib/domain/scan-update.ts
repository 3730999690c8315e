/**
 * A look at the bytes of an update (version 1) before Yjs builds objects from them: 4 MiB of two-byte structs would
 * become two million. Follows `lazyStructReaderGenerator` and `readDeleteSet` of yjs 13.6 and `readAny` of lib0 0.2,
 * and knows only what documents here are made of: plain JSON, and what is deleted.
 */
import * as decoding from 'lib0/decoding';
import { FRAME_BYTES_MAX, NESTING_MAX, STRUCTS_PER_UPDATE_MAX, VALUES_PER_UPDATE_MAX } from './limits.ts';

/** What is wrong with an update before its structs are looked at one by one, or null. */
export function updateFault(update: Uint8Array): string | null {
  if (update.length > FRAME_BYTES_MAX) return 'not an update';
  try {
    new Scan(update).all();
    return null;
  } catch (error) {
    return error instanceof Fault ? error.message : 'not an update';
  }
}

class Fault extends Error {}

/** Low bits of a struct's first byte. */
const [GC, DELETED, ANY, SKIP] = [0, 1, 8, 10];
const [HAS_ORIGIN, HAS_RIGHT_ORIGIN, HAS_KEY, CONTENT] = [0x80, 0x40, 0x20, 0x1f];

/** Types of `readAny`, counted down from 127. */
const [UNDEFINED, NULL, INTEGER, FLOAT_32, FLOAT_64, BIGINT, FALSE, TRUE, STRING, OBJECT, ARRAY, BYTES] = [
  127, 126, 125, 124, 123, 122, 121, 120, 119, 118, 117, 116,
];

class Scan {
  readonly #from: decoding.Decoder;
  #structs = 0;
  #values = 0;

  constructor(update: Uint8Array) {
    this.#from = decoding.createDecoder(update);
  }

  all(): void {
    const from = this.#from;
    for (let clients = this.#number(); clients > 0; clients--) {
      let structs = this.#number();
      this.#count(1);
      this.#numbers(2); // client id and first clock
      for (; structs > 0; structs--) this.#struct();
    }
    for (let clients = this.#number(); clients > 0; clients--) {
      this.#numbers(1);
      for (let ranges = this.#number(); ranges > 0; ranges--) {
        this.#count(1);
        this.#numbers(2);
      }
      this.#count(1);
    }
    if (decoding.hasContent(from)) throw new Fault('not an update');
  }

  #struct(): void {
    this.#count(1);
    const info = this.#byte();
    const content = info & CONTENT;
    if (info === SKIP || content === GC) return this.#numbers(1);
    if (content !== ANY && content !== DELETED) throw new Fault('not plain JSON');
    if (info & HAS_ORIGIN) this.#numbers(2);
    if (info & HAS_RIGHT_ORIGIN) this.#numbers(2);
    if (!(info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN))) {
      if (this.#number() === 1) this.#bytes(this.#number());
      else this.#numbers(2);
      if (info & HAS_KEY) this.#bytes(this.#number());
    }
    if (content === DELETED) return this.#numbers(1);
    for (let values = this.#number(); values > 0; values--) this.#value(0);
  }

  #value(depth: number): void {
    if (++this.#values > VALUES_PER_UPDATE_MAX) throw new Fault('too many values');
    if (depth > NESTING_MAX) throw new Fault('nested too deeply');
    switch (this.#byte()) {
      case UNDEFINED:
      case NULL:
      case FALSE:
      case TRUE:
        return;
      case INTEGER:
        decoding.readVarInt(this.#from);
        return;
      case FLOAT_32:
        return this.#bytes(4);
      case FLOAT_64:
      case BIGINT:
        return this.#bytes(8);
      case STRING:
      case BYTES:
        return this.#bytes(this.#number());
      case OBJECT:
        for (let keys = this.#number(); keys > 0; keys--) {
          this.#bytes(this.#number());
          this.#value(depth + 1);
        }
        return;
      case ARRAY:
        for (let values = this.#number(); values > 0; values--) this.#value(depth + 1);
        return;
      default:
        throw new Fault('not plain JSON');
    }
  }

  #count(structs: number): void {
    this.#structs += structs;
    if (this.#structs > STRUCTS_PER_UPDATE_MAX) throw new Fault('too many structs');
  }

  #number(): number {
    return decoding.readVarUint(this.#from);
  }

  #numbers(count: number): void {
    for (; count > 0; count--) decoding.readVarUint(this.#from);
  }

  #byte(): number {
    this.#bytes(1);
    return this.#from.arr[this.#from.pos - 1]!;
  }

  /** Steps over bytes. Every loop above takes at least one for each turn, so their claims need no other bound. */
  #bytes(count: number): void {
    this.#from.pos += count;
    if (this.#from.pos > this.#from.arr.length) throw new Fault('not an update');
  }
}
