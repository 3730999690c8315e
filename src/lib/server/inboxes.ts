/**
 * Writes `inbox/<userId>`: the groups a person is in, their role in the organisation, and for guests, who may not read the directory, the people they
 * share them with. A function of the rows.
 */
import type pg from 'pg';
import { inboxDocument } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import {
  inboxGroups,
  inboxPeople,
  inboxPerson,
  writeMap,
  type DirectoryEntry,
  type InboxEntry,
} from '#domain/server-documents.ts';
import type { Role } from '#domain/rights.ts';
import { toDirectoryEntry, type DirectoryRow } from './directory-entry.ts';
import type { CommittedUpdate } from './log-rows.ts';
import { changeServerDocument } from './stored-documents.ts';

/** Brings the inboxes of some people up to the rows, inside the caller's transaction. */
export async function writeInboxes(
  client: pg.ClientBase,
  userIds: Iterable<UserId>,
): Promise<CommittedUpdate[]> {
  const committed: CommittedUpdate[] = [];
  // In the order of their ids, like every other lock on several documents.
  for (const userId of [...new Set(userIds)].sort()) {
    const { rows } = await client.query<{ group_id: GroupId } & InboxEntry>(
      `select group_id, role, first_volume as "firstVolume", joined_seq as "joinedSeq"
       from group_members where user_id = $1 order by group_id`,
      [userId],
    );
    const groups = new Map<string, InboxEntry>(rows.map(({ group_id, ...entry }) => [group_id, entry]));
    const people = await peopleOfGuest(client, userId);
    const person = await roleOf(client, userId);
    committed.push(
      ...(await changeServerDocument(client, inboxDocument(userId), (doc) => {
        writeMap(inboxGroups(doc), groups);
        writeMap(inboxPeople(doc), people);
        writeMap(inboxPerson(doc), person);
      })),
    );
  }
  return committed;
}

/** Guests who see a change of a group in their inbox: those who are in it. */
export async function guestsOf(client: pg.ClientBase, groupId: GroupId): Promise<UserId[]> {
  const { rows } = await client.query<{ id: UserId }>(
    `select users.id from group_members join users on users.id = user_id
     where group_id = $1 and users.role = 'guest'`,
    [groupId],
  );
  return rows.map(({ id }) => id);
}

async function roleOf(client: pg.ClientBase, userId: UserId): Promise<ReadonlyMap<string, Role>> {
  const { rows } = await client.query<{ role: Role }>(`select role from users where id = $1`, [userId]);
  return new Map(rows.map(({ role }) => ['role', role]));
}

/** Themselves and those they share a group with; nobody for who is no guest. */
async function peopleOfGuest(
  client: pg.ClientBase,
  userId: UserId,
): Promise<ReadonlyMap<string, DirectoryEntry>> {
  const { rows } = await client.query<{ id: UserId } & DirectoryRow>(
    `select distinct people.id, people.name, people.username as "employeeId", people.title, people.active,
       pictures.id as picture
     from users guest
     join group_members mine on mine.user_id = guest.id
     join group_members theirs on theirs.group_id = mine.group_id
     join users people on people.id = theirs.user_id
     left join pictures on pictures.user_id = people.id
     where guest.id = $1 and guest.role = 'guest' order by people.id`,
    [userId],
  );
  return new Map(rows.map((row) => [row.id, toDirectoryEntry(row)]));
}
