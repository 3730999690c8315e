/** Makes a group under the id that a device chose. */
import type pg from 'pg';
import { directConversationId, isDirectId } from '#domain/direct-conversation.ts';
import { groupDocument } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import { allowsMembers, mayMakeGroup } from './group-limits.ts';
import type { GroupHistory, GroupKind } from '#domain/server-documents.ts';

export interface NewGroup {
  readonly id: GroupId;
  readonly kind?: GroupKind;
  readonly name: string;
  readonly description?: string;
  readonly history?: GroupHistory;
  readonly createdBy: UserId;
  /** Without its creator, who is in it anyway. */
  readonly members: readonly UserId[];
}

export type CreateGroup =
  | 'created'
  /** By the same person before, or the direct conversation by the other of the two. */
  | 'exists'
  /** It exists, and whoever made it is no longer in it. */
  | 'left'
  | 'id-taken'
  /** Its id is not, or is without being allowed to, that of a direct conversation of these two. */
  | 'wrong-id'
  | 'needs-name'
  | 'unknown-member'
  | 'not-allowed'
  /** More than the organisation allows: of members, or of groups that this person made today. */
  | 'too-many-members'
  | 'too-many-groups';

/** Writes the rows of a group in the caller's transaction; `created` only when it did. */
export async function makeGroup(client: pg.ClientBase, group: NewGroup): Promise<CreateGroup> {
  const { id, kind = 'group', name, createdBy } = group;
  const members = [...new Set<UserId>([createdBy, ...group.members])];
  if (!isIdOf(id, kind, members)) return 'wrong-id';
  // Before anything that may have changed since: who asks again is told that it is there.
  const before = await whatIsThere(client, id, createdBy);
  if (before !== null) return before;
  if (name === '' && (kind === 'channel' || members.length < 2)) return 'needs-name';
  const refusal = await refusalOf(client, kind, createdBy, members);
  if (refusal !== null) return refusal;
  if (kind !== 'direct') {
    if (!(await allowsMembers(client, members.length))) return 'too-many-members';
    if (!(await mayMakeGroup(client, createdBy))) return 'too-many-groups';
  }
  const made = await client.query(
    `insert into groups (id, kind, name, description, history, created_by) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [id, kind, kind === 'direct' ? '' : name, group.description ?? '', group.history ?? 'all', createdBy],
  );
  if (made.rowCount !== 1) return (await whatIsThere(client, id, createdBy)) ?? 'id-taken';
  await client.query(
    `insert into group_members (group_id, user_id, role)
     select $1, member, case when member = $2 and $4 <> 'direct' then 'admin' else 'member' end
     from unnest($3::text[]) as member`,
    [id, createdBy, members, kind],
  );
  await client.query(`insert into volumes (group_id, volume) values ($1, 1)`, [id]);
  await client.query(`insert into documents (name) values ($1) on conflict do nothing`, [
    groupDocument(id, 1),
  ]);
  return 'created';
}

/** [S23] The id of a direct conversation belongs to two people, and they have no other. */
function isIdOf(id: GroupId, kind: GroupKind, members: readonly UserId[]): boolean {
  if (kind !== 'direct') return !isDirectId(id);
  return members.length === 2 && id === directConversationId(members[0]!, members[1]!);
}

async function whatIsThere(
  client: pg.ClientBase,
  id: GroupId,
  by: UserId,
): Promise<Extract<CreateGroup, 'exists' | 'left' | 'id-taken'> | null> {
  const { rows } = await client.query<{ created_by: UserId; is_member: boolean }>(
    `select created_by, exists (
       select 1 from group_members where group_id = groups.id and user_id = $2) as is_member
     from groups where id = $1`,
    [id, by],
  );
  const found = rows[0];
  if (!found) return null;
  if (!isDirectId(id) && found.created_by !== by) return 'id-taken';
  return found.is_member ? 'exists' : 'left';
}

/** A guest may only talk to people they share a group with, one by one. */
async function refusalOf(
  client: pg.ClientBase,
  kind: GroupKind,
  by: UserId,
  members: readonly UserId[],
): Promise<'unknown-member' | 'not-allowed' | null> {
  const { rows } = await client.query<{ known: number; guest: boolean; shared: number }>(
    `select count(*)::int as known,
       coalesce(bool_or(id = $1 and role = 'guest'), false) as guest,
       count(*) filter (where exists (
         select 1 from group_members mine join group_members theirs using (group_id)
         where mine.user_id = $1 and theirs.user_id = users.id))::int as shared
     from users where id = any ($2) and active`,
    [by, members],
  );
  const { known, guest, shared } = rows[0]!;
  if (guest && kind !== 'direct') return 'not-allowed';
  if (known !== members.length || (guest && shared !== members.length)) return 'unknown-member';
  return null;
}
