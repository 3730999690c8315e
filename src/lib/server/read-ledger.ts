/** The ledger of a volume from the rows: what every document's ledger must equal. */
import type pg from 'pg';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import type { LedgerEntry } from '#domain/ledger.ts';
import type { Refusal } from '#domain/refusal.ts';

/** @returns the entries after `afterRev`, in order */
export async function readLedger(
  client: pg.ClientBase | pg.Pool,
  groupId: GroupId,
  volume: number,
  afterRev = 0,
): Promise<LedgerEntry[]> {
  const { rows } = await client.query<{
    id: string;
    decided_at: Date;
    seq: number | null;
    reason: Refusal | null;
    to_volume: number | null;
    erased: RecordId | null;
    erased_by: UserId | null;
    erased_at: Date | null;
  }>(
    `select rev, outcomes.id, decided_at, outcomes.seq, reason, null::int as to_volume,
       messages.id as erased, messages.author as erased_by, messages.written_at as erased_at
     from outcomes
     left join messages on kind = 'deletion' and outcome = 'accepted'
       and messages.group_id = outcomes.group_id and messages.id = target
     where outcomes.group_id = $1 and outcomes.volume = $2 and rev > $3
     union all
     select rev, id, decided_at, null, null, to_volume, null, null, null from carried
     where group_id = $1 and volume = $2 and rev > $3
     order by rev`,
    [groupId, volume, afterRev],
  );
  return rows.map((row) => {
    const entry = [row.id, row.decided_at.getTime()] as const;
    if (row.seq !== null) return [...entry, row.seq];
    if (row.reason !== null) return [...entry, { refused: row.reason }];
    if (row.to_volume !== null) return [...entry, { carried: row.to_volume }];
    if (row.erased === null) return entry;
    return [...entry, { erased: { to: row.erased, by: row.erased_by!, at: row.erased_at!.getTime() } }];
  });
}
