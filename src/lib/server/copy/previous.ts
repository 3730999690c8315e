/**
 * What is known of the database that a restore replaces. It is noted in temporary tables of the new one, in the restore's
 * transaction: then it is one question what the backup lacks.
 */
import type pg from 'pg';
import type { Erased } from '../erased-ids.ts';
import { readAbout, readRows } from './read-contents.ts';
import { readSequences, setSequence, type Sequence } from './tables.ts';
import { writeRows } from './fill-database.ts';

export interface Previous {
  readonly epoch: number;
  readonly sequences: readonly Sequence[];
}

/** Records that are still somebody's to bring: not those that were erased, nor what was about them. */
const RECORDS = `select group_id, id from outcomes
  where outcome = 'accepted' and kind <> 'deletion' and not exists (
    select from erasures where erasures.group_id = outcomes.group_id and message_id in (outcomes.id, outcomes.target))`;
const NOTED: Readonly<Record<string, { columns: readonly string[]; select: string }>> = {
  previous_records: { columns: ['group_id', 'id'], select: RECORDS },
  previous_groups: { columns: ['id', 'name'], select: `select id, name from groups` },
  previous_erasures: {
    columns: ['group_id', 'message_id'],
    select: `select group_id, message_id from erasures`,
  },
  previous_sessions: { columns: ['id'], select: `select id from sessions` },
  previous_tokens: { columns: ['id'], select: `select id from tokens` },
  previous_webhooks: { columns: ['id'], select: `select id from webhooks` },
};
/** The last migration that made one of those tables. */
const NEEDED = '0012-programs.sql';

/**
 * @param from the database that is replaced, `to` the one that takes its place: they may be the same
 * @returns null when there is none, or one too old to tell
 */
export async function notePrevious(from: pg.ClientBase, to: pg.ClientBase): Promise<Previous | null> {
  const { schema, epoch, organisation } = await readAboutIfAny(from);
  if (organisation === null || !schema.some(({ name }) => name === NEEDED)) return null;
  for (const [name, { columns, select }] of Object.entries(NOTED)) {
    await to.query(
      `create temporary table ${name} (${columns.map((column) => `${column} text`).join(', ')}) on commit drop`,
    );
    const table = { name, columns: columns.map((column) => ({ name: column, type: 'text' })) };
    for await (const rows of readRows(from, select)) await writeRows(to, table, rows);
  }
  return { epoch, sequences: await readSequences(from) };
}

async function readAboutIfAny(client: pg.ClientBase): ReturnType<typeof readAbout> {
  const { rows } = await client.query<{ is: boolean }>(
    `select to_regclass('organisation') is not null as is`,
  );
  return rows[0]!.is ? readAbout(client) : { madeAt: '', schema: [], organisation: null, epoch: 1 };
}

/**
 * What was ended since the backup stays ended: sessions, tokens and webhooks that the previous database had no more.
 * And no number is given twice, above all no slot: sequences go on where they stood.
 */
export async function keepEnded(client: pg.ClientBase, { sequences }: Previous): Promise<void> {
  for (const table of ['sessions', 'tokens', 'webhooks'])
    await client.query(`delete from ${table} where id not in (select id from previous_${table})`);
  const here = new Map((await readSequences(client)).map((one) => [one.sequence, one]));
  for (const before of sequences) {
    const now = here.get(before.sequence);
    if (now && Number(before.value) > Number(now.value)) await setSequence(client, before);
  }
}

export async function erasedBefore(client: pg.ClientBase): Promise<Erased[]> {
  const { rows } = await client.query<Erased>(
    `select group_id as "groupId", message_id as "messageId" from previous_erasures`,
  );
  return rows;
}
