/** Bytes that were good once: what a mistake in a library, or somebody with patience, would send. */
import type { Chance } from '../support/chance.ts';

/** Numbers that decoders stumble over, as lib0 writes them. */
const EDGES = [
  [0],
  [127],
  [128, 1],
  [255, 255, 255, 255, 15],
  [255, 255, 255, 255, 255, 255, 255, 15],
  [255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
];

/** The bytes with one to four changes of any kind. */
export function mutate(good: Uint8Array, chance: Chance): Uint8Array {
  let bytes = good;
  for (let changes = chance.integer(1, 4); changes > 0; changes--) bytes = change(bytes, chance);
  return bytes;
}

function change(good: Uint8Array, chance: Chance): Uint8Array {
  const at = chance.integer(0, Math.max(0, good.length - 1));
  const length = chance.integer(1, 16);
  const put = (inserted: ArrayLike<number>, instead: number) =>
    Uint8Array.of(...good.subarray(0, at), ...Array.from(inserted), ...good.subarray(at + instead));
  switch (chance.integer(0, 7)) {
    case 0:
      return good.slice(0, at);
    case 1:
      return put([], length);
    case 2:
      return put(EDGES[chance.integer(0, EDGES.length - 1)]!, 1);
    case 3:
      return put(good.subarray(at, at + length), 0);
    case 4:
      return put(
        Array.from({ length }, () => chance.integer(0, 255)),
        length,
      );
    default:
      return put([chance.integer(0, 255)], 1);
  }
}
