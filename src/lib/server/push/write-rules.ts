import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import type { NotificationRule } from '#domain/user-document.ts';

/** Brings the rows up to what a person's own document says; a group that is gone has no row. */
export async function writeRules(
  client: pg.ClientBase,
  userId: UserId,
  rules: ReadonlyMap<GroupId, NotificationRule>,
): Promise<void> {
  const given = [userId, [...rules.keys()], [...rules.values()]];
  await client.query(
    `delete from notification_rules where user_id = $1 and group_id in (
       select group_id from unnest($2::text[], $3::text[]) as given (group_id, rule) where given.rule = 'all'
     )`,
    given,
  );
  await client.query(
    `insert into notification_rules (user_id, group_id, rule)
     select $1, groups.id, given.rule from unnest($2::text[], $3::text[]) as given (group_id, rule)
     join groups on groups.id = group_id where given.rule <> 'all'
     on conflict (user_id, group_id) do update set rule = excluded.rule`,
    given,
  );
}
