/** The people of the pure tests, their sessions and what they write. Ids are readable: `m1` becomes `m1--------------`. */
import * as Y from 'yjs';
import type { Author } from '#domain/admission.ts';
import { clientIdFor } from '#domain/client-id.ts';
import { volumeOf, type Volume } from '#domain/group-document.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import type { Deletion, Edit, Message, Reaction } from '#domain/records.ts';
import type { Actor } from '#domain/rules.ts';
import type { MemberRole } from '#domain/server-documents.ts';

export interface Person extends Author, Actor {
  readonly name: string;
  readonly role: MemberRole;
}

export const id = <Id extends string>(name: string): Id => name.padEnd(16, '-') as Id;
export const recordId = (name: string): RecordId => id<RecordId>(name);
export const groupId = id<GroupId>('north');

const person = (name: string, slot: number, role: MemberRole, isOwner: boolean): Person => ({
  name,
  userId: id<UserId>(name),
  slot,
  role,
  isOwner,
});
/** Owner of the organisation, an ordinary member of the group. */
export const ada = person('ada', 3, 'member', true);
/** Admin of the group. */
export const ben = person('ben', 1, 'admin', false);
export const cai = person('cai', 2, 'member', false);
export const people = [ada, ben, cai] as const;

export const message = (by: Person, name: string, more: Partial<Message> = {}): Message => ({
  id: recordId(name),
  by: by.userId,
  text: `text of ${name}`,
  at: 1_000,
  ...more,
});
export const edit = (by: Person, name: string, to: string, text = `text of ${name}`): Edit => ({
  id: recordId(name),
  by: by.userId,
  to: recordId(to),
  text,
  at: 2_000,
});
export const deletion = (by: Person, name: string, to: string): Deletion => ({
  id: recordId(name),
  by: by.userId,
  to: recordId(to),
  deleted: true,
  at: 3_000,
});
export const reaction = (by: Person, name: string, to: string, on = true, emoji = '👍'): Reaction => ({
  id: recordId(name),
  by: by.userId,
  to: recordId(to),
  emoji,
  on,
  at: 4_000,
});

/** A document without the random name that Yjs would make: thousands of them cost a second. */
export const emptyDocument = (): Y.Doc => new Y.Doc({ guid: '' });

/** One session of a person in a volume: a document under a client id of its own. */
export interface Session extends Volume {
  readonly doc: Y.Doc;
  readonly client: number;
}

/** @param random32 tells a person's sessions apart; a higher one stands later among what was written at once */
export function session(of: Person, random32 = 1, ...known: Uint8Array[]): Session {
  const doc = new Y.Doc();
  doc.clientID = clientIdFor(of.slot, random32);
  const volume = volumeOf(doc);
  for (const update of known) Y.applyUpdate(doc, update);
  return { doc, client: doc.clientID, ...volume };
}

/** All that a document holds, as a device would send it to a server that has nothing. */
export const all = ({ doc }: { doc: Y.Doc }): Uint8Array => Y.encodeStateAsUpdate(doc);
