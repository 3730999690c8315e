/** Compares the rows of a group with what its stored documents fold to. */
import * as Y from 'yjs';
import { foldVolume, type FoldedMessage } from '#domain/fold-group.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import type { Database } from '#server/database.ts';
import { readDocument } from '#server/stored-documents.ts';

/** Somebody who wrote nothing: only what was accepted is folded for them. */
const NOBODY = '' as UserId;

/** @returns a sentence for each message that the rows tell otherwise than the documents */
export async function tableDifferences(database: Database, groupId: GroupId): Promise<string[]> {
  const folded = (await foldStored(database, groupId)).map(asRow);
  const rows = await readRows(database, groupId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const differing = folded.filter((one) => JSON.stringify(one) !== JSON.stringify(byId.get(one.id)));
  const known = new Set(folded.map(({ id }) => id));
  return [
    ...differing.map((one) => `${JSON.stringify(one)} has the row ${JSON.stringify(byId.get(one.id))}`),
    ...rows.filter(({ id }) => !known.has(id)).map(({ id }) => `${id} is only a row`),
  ];
}

async function foldStored({ pool }: Database, groupId: GroupId): Promise<FoldedMessage[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select name from documents where starts_with(name, $1)`,
    [`group/${groupId}/`],
  );
  const messages: FoldedMessage[] = [];
  for (const { name } of rows) {
    const doc = new Y.Doc();
    const volume = volumeOf(doc);
    for (const update of (await readDocument(pool, name)).updates) Y.applyUpdate(doc, update);
    messages.push(...foldVolume(contentOf(volume), NOBODY));
  }
  return messages;
}

interface Row {
  readonly id: string;
  readonly seq: number;
  readonly author: string;
  readonly text: string;
  readonly acceptedAt: number;
  readonly deleted: boolean;
  readonly edits: readonly string[];
  readonly reactions: readonly string[];
}

const asRow = (message: FoldedMessage): Row => ({
  id: message.id,
  seq: message.seq!,
  author: message.by,
  text: message.text,
  acceptedAt: message.acceptedAt!,
  deleted: message.deleted,
  edits: message.edits.map(({ id, text }) => `${id} ${text}`),
  reactions: message.reactions.flatMap(({ emoji, by }) => by.map((one) => `${emoji} ${one}`)).sort(),
});

async function readRows({ pool }: Database, groupId: GroupId): Promise<Row[]> {
  const { rows: messages } = await pool.query<Omit<Row, 'acceptedAt'> & { accepted_at: Date }>(
    `select id, seq, author, text, accepted_at, deleted_at is not null as deleted from messages
     where group_id = $1`,
    [groupId],
  );
  const { rows: edits } = await pool.query<{ message_id: string; said: string }>(
    `select message_id, id || ' ' || text as said from message_edits where group_id = $1 order by rev`,
    [groupId],
  );
  const { rows: reactions } = await pool.query<{ message_id: string; said: string }>(
    `select message_id, emoji || ' ' || author as said from reactions where group_id = $1 and is_on`,
    [groupId],
  );
  const editsOf = Map.groupBy(edits, ({ message_id }) => message_id);
  const reactionsOf = Map.groupBy(reactions, ({ message_id }) => message_id);
  return messages.map(({ id, seq, author, text, accepted_at, deleted }) => ({
    id,
    seq,
    author,
    text,
    acceptedAt: accepted_at.getTime(),
    deleted,
    edits: (editsOf.get(id) ?? []).map(({ said }) => said),
    reactions: (reactionsOf.get(id) ?? []).map(({ said }) => said).sort(),
  }));
}
