/** Updates by hand: structs as Yjs would write them, and some that it never would. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { encodeStructs } from '#domain/encode-update.ts';
import type { RecordId } from '#domain/ids.ts';
import { newClientId, newId } from '#client/random.ts';
import type { TestPerson } from '../support/people.ts';
import { STEP_2, UPDATE } from '../support/raw-socket.ts';
import type { World } from './world.ts';

export const id = (client: number, clock: number): Y.ID => Y.createID(client, clock);

export const message = (by: TestPerson, text: string, more: object = {}): Record<string, unknown> => ({
  id: newId(),
  by: by.id,
  text,
  at: 1,
  ...more,
});
export const edit = (by: TestPerson, to: RecordId, text: string) => ({
  id: newId(),
  by: by.id,
  to,
  text,
  at: 2,
});
export const deletion = (by: TestPerson, to: RecordId) => ({
  id: newId(),
  by: by.id,
  to,
  deleted: true,
  at: 2,
});
export const reaction = (by: TestPerson, to: RecordId, emoji = '💀', on = true) => ({
  id: newId(),
  by: by.id,
  to,
  emoji,
  on,
  at: 2,
});

interface Hand {
  client: number;
  clock?: number;
  origin?: Y.ID | null;
  rightOrigin?: Y.ID | null;
  parent?: unknown;
  parentSub?: string | null;
  content: Y.Item['content'];
}

/** One item by hand; at the start of `messages` unless told otherwise. */
export function item({ client, clock = 0, origin = null, rightOrigin = null, ...rest }: Hand): Y.Item {
  const { parent = 'messages', parentSub = null, content } = rest;
  const named = origin === null && rightOrigin === null ? parent : null;
  return new Y.Item(id(client, clock), null, origin, null, rightOrigin, named as never, parentSub, content);
}

export const plain = (...values: unknown[]): Y.ContentAny => new Y.ContentAny(values);

/** The update of a session of somebody's that changes a document, standing on what is known unless from scratch. */
export function updateOf(author: TestPerson, change: (doc: Y.Doc) => void, known?: Y.Doc): Uint8Array {
  const doc = new Y.Doc({ gc: false });
  if (known) Y.applyUpdate(doc, Y.encodeStateAsUpdate(known));
  const before = Y.encodeStateVector(doc);
  doc.clientID = newClientId(author.slot);
  doc.transact(() => change(doc));
  return Y.encodeStateAsUpdate(doc, before);
}

/** Sends updates as somebody, as answer and once more as update, and waits until the server is done with them. */
export async function send(world: World, author: TestPerson, ...updates: Uint8Array[]): Promise<void> {
  for (const step of [STEP_2, UPDATE]) {
    const socket = await world.enter(author);
    // An update counts only after an answer: an empty one.
    if (step === UPDATE) socket.sync(world.name, STEP_2, Uint8Array.of(0, 0));
    for (const update of updates) socket.sync(world.name, step, update);
    await socket.settled(world.name);
    socket.close();
  }
}

/** Sends structs by hand. */
export const sendStructs = (
  world: World,
  author: TestPerson,
  structs: readonly (Y.Item | Y.GC)[],
  deleted: Parameters<typeof encodeStructs>[1] = [],
): Promise<void> => send(world, author, encodeStructs(structs, deleted));

/** Bytes by hand: numbers as lib0 writes them, and bytes as they are. */
export function bytes(...parts: (number | Uint8Array)[]): Uint8Array {
  const to = encoding.createEncoder();
  for (const part of parts)
    if (typeof part === 'number') encoding.writeVarUint(to, part);
    else encoding.writeUint8Array(to, part);
  return encoding.toUint8Array(to);
}

/** The beginning of an update with one value at the start of `messages`, which has to follow. */
export const inMessages = (client: number): Uint8Array =>
  bytes(1, 1, client, 0, Uint8Array.of(8, 1), 8, new TextEncoder().encode('messages'), 1);
