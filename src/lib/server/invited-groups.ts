/**
 * Groups that an invite leads into. Who makes it has to be their admin, or for a channel an administrator of the
 * organisation: when the invite is made, and again when somebody comes by it.
 */
import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import { writeAudit } from './audit.ts';
import { writeEvents } from './group-events.ts';
import { hasRoomFor } from './group-limits.ts';
import { writeHead } from './heads.ts';
import { guestsOf, writeInboxes } from './inboxes.ts';
import type { CommittedUpdate } from './log-rows.ts';
import { takeIn } from './memberships.ts';

type On = Pick<pg.ClientBase | pg.Pool, 'query'>;

/** Why an invite cannot lead into all of these groups: `unknown-group` also of those that somebody has no say in. */
export async function refusalOfGroups(
  on: On,
  by: UserId,
  groupIds: readonly GroupId[],
): Promise<'unknown-group' | 'archived' | null> {
  const found = await inviterGroups(on, by, groupIds);
  if (found.length !== new Set(groupIds).size) return 'unknown-group';
  return found.some(({ archived }) => archived) ? 'archived' : null;
}

/** Names of the groups that an invite leads into now, and how many more it was made for. */
export async function groupsOfInvite(
  on: On,
  inviteId: string,
  inviter: UserId,
): Promise<{ open: readonly { id: GroupId; name: string }[]; missed: number }> {
  const { rows } = await on.query<{ id: GroupId }>(
    `select group_id as id from invite_groups where invite_id = $1 order by group_id`,
    [inviteId],
  );
  const ids = rows.map(({ id }) => id);
  const open = (await inviterGroups(on, inviter, ids)).filter(({ archived }) => !archived);
  return { open, missed: ids.length - open.length };
}

/**
 * Puts somebody who has just joined into the groups of the invite, inside the caller's transaction.
 * @returns what to announce once it has committed, and how many groups take nobody by this invite any more
 */
export async function enterGroups(
  client: pg.ClientBase,
  { inviteId, inviter, userId }: { inviteId: string; inviter: UserId; userId: UserId },
): Promise<{ committed: CommittedUpdate[]; missed: number }> {
  // In the order of their ids, like every other lock on several groups.
  await client.query(
    `select 1 from groups where id in (select group_id from invite_groups where invite_id = $1)
     order by id for update`,
    [inviteId],
  );
  const { open, missed } = await groupsOfInvite(client, inviteId, inviter);
  const committed: CommittedUpdate[] = [];
  const readers = new Set<UserId>();
  let full = 0;
  for (const { id } of open) {
    if (!(await hasRoomFor(client, id, [userId]))) {
      full++;
      continue;
    }
    await takeIn(client, id, [userId]);
    await writeAudit(client, {
      action: 'group.member-added',
      actor: userId,
      target: { kind: 'group', id },
      detail: { members: [userId], invite: inviteId },
    });
    committed.push(...(await writeEvents(client, id, [{ what: 'joined', by: userId }])));
    committed.push(...(await writeHead(client, id)));
    for (const guest of await guestsOf(client, id)) readers.add(guest);
  }
  if (open.length > 0) committed.push(...(await writeInboxes(client, [userId, ...readers])));
  return { committed, missed: missed + full };
}

/** Those of the groups that somebody may lead others into, archived ones too, by their ids. */
async function inviterGroups(
  on: On,
  by: UserId,
  groupIds: readonly GroupId[],
): Promise<{ id: GroupId; name: string; archived: boolean }[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await on.query<{ id: GroupId; name: string; archived: boolean }>(
    `select groups.id, groups.name, archived_at is not null as archived
     from groups join users on users.id = $1 and users.active
     left join group_members on group_id = groups.id and user_id = users.id
     where groups.id = any ($2) and kind <> 'direct' and (
       group_members.role = 'admin' or (user_id is not null and users.role = 'owner')
       or (kind = 'channel' and users.role in ('owner', 'administrator')))
     order by groups.id`,
    [by, groupIds],
  );
  return rows;
}
