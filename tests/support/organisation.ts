/** An organisation with somebody of every kind in and around one group. */
import { callAs, foundOrganisation, join, type TestPerson } from './people.ts';
import type { ServerOnDatabase } from './databases.ts';
import { makeGroup } from './device.ts';
import type { GroupId } from '#domain/ids.ts';

/** Who they are to the group, or to the organisation; the last two are in no group. */
export const ACTORS = ['other', 'former', 'guest', 'member', 'groupAdmin', 'administrator', 'owner'] as const;
export type Actor = (typeof ACTORS)[number];

export interface Organisation {
  readonly people: Readonly<Record<Actor, TestPerson>>;
  readonly groupId: GroupId;
  /** Another group of the same people. */
  makeGroup(): Promise<GroupId>;
}

const NAMES: Record<Actor, string> = {
  owner: 'ada',
  administrator: 'ben',
  groupAdmin: 'cai',
  member: 'dora',
  guest: 'eli',
  former: 'fay',
  other: 'gus',
};

/** Founds it on a server that has none. */
export async function makeOrganisation({ server, look }: ServerOnDatabase): Promise<Organisation> {
  const owner = await foundOrganisation(server.url, NAMES.owner);
  const people = { owner } as Record<Actor, TestPerson>;
  for (const actor of ACTORS) people[actor] ??= await join(owner, NAMES[actor]);
  await look(async ({ pool }) => {
    for (const [actor, role] of [
      ['administrator', 'administrator'],
      ['guest', 'guest'],
    ] as const)
      await pool.query('update users set role = $2 where id = $1', [people[actor].id, role]);
  });
  const { groupAdmin, member, guest, former } = people;
  const make = async () => {
    const groupId = await makeGroup([groupAdmin, member, guest, former]);
    await callAs(groupAdmin, 'DELETE', `/api/v1/groups/${groupId}/members/${former.id}`);
    return groupId;
  };
  return { people, groupId: await make(), makeGroup: make };
}
