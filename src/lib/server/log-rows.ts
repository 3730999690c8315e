/** The rows of the log: one for each update, in the order committed. */
import type pg from 'pg';
import { ask } from './ask.ts';

/** An update that is in the database and may now be applied and broadcast. */
export interface CommittedUpdate {
  readonly document: string;
  readonly row: number;
  readonly payload: Uint8Array;
}

/** Appends updates to the log, in order. @returns their row numbers */
export async function insertUpdates(
  client: pg.ClientBase,
  updates: readonly { document: string; payload: Uint8Array }[],
): Promise<number[]> {
  if (updates.length === 0) return [];
  const { rows } = await ask<{ id: number }>(
    client,
    `insert into document_updates (document, payload)
     select document, payload
     from unnest($1::text[], $2::bytea[]) with ordinality as given (document, payload, place) order by place
     returning id`,
    [updates.map(({ document }) => document), updates.map(({ payload }) => Buffer.from(payload))],
  );
  return rows.map(({ id }) => id);
}
