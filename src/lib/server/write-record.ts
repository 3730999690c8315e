/**
 * Records that are written over HTTP: the same rules, the same log and the same broadcast as those of devices. The
 * server writes them in its own lane (`CARRY_CLIENT`), wherever they belong, and its decision goes by their author's
 * rights.
 */
import type pg from 'pg';
import type { Candidate } from '#domain/admission.ts';
import { CARRY_CLIENT } from '#domain/client-id.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import { parseRecord, targetOf, type GroupRecord, type MemberRoot } from '#domain/records.ts';
import type { Refusal } from '#domain/refusal.ts';
import { actRefusal } from '#domain/rules.ts';
import type { MemberRole } from '#domain/server-documents.ts';
import type { Database } from './database.ts';
import type { UpdateLog } from './update-log.ts';

export type Written =
  /** `repeated`: it had been accepted before under this id. */
  | { readonly kind: 'accepted' | 'repeated' }
  /** Something else has this id. */
  | { readonly kind: 'id-taken' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Writes one record. Asked again under the same id it is `repeated`, whatever became of the first answer. */
export type WriteRecord = (groupId: GroupId, root: MemberRoot, record: GroupRecord) => Promise<Written>;

export const recordWriter =
  (database: Database, updates: UpdateLog): WriteRecord =>
  async (groupId, root, wished) => {
    const { record, refusal } = parseRecord(root, wished);
    if (record === null) return { kind: 'refused', refusal };
    const author = record.by;
    const committed = await updates.submit({
      groupId,
      volume: null,
      author,
      candidates: [placed(root, record)],
    });
    if (committed === null) return { kind: 'refused', refusal: 'not-member' };
    if (committed.length > 0) return { kind: 'accepted' };
    const { rows } = await database.pool.query<{ is_same: boolean }>(
      `select author = $3 and outcome = 'accepted' and target is not distinct from $4 as is_same
       from outcomes where group_id = $1 and id = $2`,
      [groupId, record.id, author, targetOf(record)],
    );
    if (rows[0]) return { kind: rows[0].is_same ? 'repeated' : 'id-taken' };
    return { kind: 'refused', refusal: await whyRefused(database.pool, groupId, record) };
  };

/** Its place is the server's to choose. */
const placed = (root: MemberRoot, record: GroupRecord): Candidate => ({
  ...{ client: CARRY_CLIENT, clock: 0, origin: null, root, id: record.id, record },
  ...{ refusal: null, isKept: true },
});

/** What the log decided and did not write down, since no device waits to be told. */
async function whyRefused(
  on: Pick<pg.Pool, 'query'>,
  groupId: GroupId,
  record: GroupRecord,
): Promise<Refusal> {
  const { rows } = await on.query<{
    archived: boolean;
    role: MemberRole | null;
    is_owner: boolean;
    by: UserId | null;
    deleted: boolean;
  }>(
    `select archived_at is not null as archived, group_members.role, users.role = 'owner' as is_owner,
       messages.author as by, messages.deleted_at is not null as deleted
     from groups join users on users.id = $2
     left join group_members on group_members.group_id = groups.id and user_id = $2
     left join messages on messages.group_id = groups.id and messages.id = $3
     where groups.id = $1`,
    [groupId, record.by, targetOf(record)],
  );
  const row = rows[0];
  if (!row) return 'not-member';
  if (row.archived) return 'group-archived';
  const actor = { userId: record.by, role: row.role, isOwner: row.is_owner };
  const target = row.by === null ? undefined : { by: row.by, deleted: row.deleted };
  const act = 'deleted' in record ? 'delete' : 'emoji' in record ? 'react' : 'edit';
  return actRefusal(act, actor, target) ?? 'volume-full';
}
