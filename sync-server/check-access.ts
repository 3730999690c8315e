/**
 * Looks again, once a minute, at who is connected and what they have open: whatever ended without this process being
 * told (a row deleted by hand, another instance that was not heard) ends here. One query for sessions, one for
 * memberships, one for the directory.
 */
import type { Database } from '#server/database.ts';
import type { DocumentName } from '#domain/document-names.ts';
import type { UserId } from '#domain/ids.ts';

/** A group's document that somebody has open. */
export interface OpenOf {
  readonly userId: UserId;
  readonly name: Extract<DocumentName, { kind: 'group' | 'head' }>;
}

/** Which of these their person may no longer read. */
export async function noLongerReadable<T extends OpenOf>(
  database: Database,
  open: readonly T[],
): Promise<T[]> {
  if (open.length === 0) return [];
  const { rows } = await database.pool.query<{ place: number }>(
    `select place::int from unnest($1::text[], $2::text[], $3::int[]) with ordinality
       as open (group_id, user_id, volume, place)
     where not exists (
       select 1 from group_members join users on users.id = group_members.user_id
       where group_members.group_id = open.group_id and group_members.user_id = open.user_id and users.active
         and first_volume <= coalesce(open.volume, first_volume))`,
    [
      open.map(({ name }) => name.groupId),
      open.map(({ userId }) => userId),
      open.map(({ name }) => (name.kind === 'group' ? name.volume : null)),
    ],
  );
  return rows.map(({ place }) => open[place - 1]!);
}

/** Which of these people may no longer read the directory. */
export async function notForDirectory(database: Database, userIds: readonly UserId[]): Promise<UserId[]> {
  if (userIds.length === 0) return [];
  const { rows } = await database.pool.query<{ id: UserId }>(
    `select id from unnest($1::text[]) as reader (id)
     where not exists (select 1 from users where users.id = reader.id and active and role <> 'guest')`,
    [userIds],
  );
  return rows.map(({ id }) => id);
}
