/** Writes `head/<groupId>`: what members see of a group beside its messages. A function of the rows. */
import type pg from 'pg';
import { headDocument } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import {
  headInfo,
  headMembers,
  writeMap,
  type GroupInfo,
  type MemberRole,
} from '#domain/server-documents.ts';
import { changeServerDocument } from './stored-documents.ts';
import type { CommittedUpdate } from './log-rows.ts';

/** Brings a head up to the rows, inside the caller's transaction, which holds the group's row lock. */
export async function writeHead(client: pg.ClientBase, groupId: GroupId): Promise<CommittedUpdate[]> {
  const { rows } = await client.query<Omit<GroupInfo, 'moves'>>(
    `select name, description, kind, history, live_volume as "liveVolume", archived_at is not null as archived,
       kept_days(retention_days) as "keptDays", retention_days as "retentionDays"
     from groups where id = $1`,
    [groupId],
  );
  const members = await client.query<{ user_id: UserId; role: MemberRole }>(
    `select user_id, role from group_members where group_id = $1 order by joined_at, user_id`,
    [groupId],
  );
  const moved = await client.query<{ volume: number; last_rev: number }>(
    `select volume, last_rev from volumes where group_id = $1 and last_rev > closed_rev order by volume`,
    [groupId],
  );
  const moves = Object.fromEntries(moved.rows.map(({ volume, last_rev }) => [volume, last_rev]));
  const info: GroupInfo = { ...rows[0]!, moves };
  return changeServerDocument(client, headDocument(groupId), (doc) => {
    writeMap(headInfo(doc), new Map(Object.entries(info)) as Map<string, GroupInfo[keyof GroupInfo]>);
    writeMap(headMembers(doc), new Map(members.rows.map(({ user_id, role }) => [user_id, role])));
  });
}
