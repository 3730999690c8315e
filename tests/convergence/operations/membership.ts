/** What admins do: people are removed, taken in again and demoted, the group is archived. */
import { people } from '../people.ts';
import type { World } from '../world.ts';
import { carriesRecords } from './network.ts';

export function remove(world: World): void {
  const { server, present } = world;
  if (present.length < 2) return;
  const saying = [...server.connections].flatMap(([{ up }, person]) =>
    up.all.some(carriesRecords) ? [person] : [],
  );
  const person = saying.length > 0 && world.isLikely(0.7) ? world.pick(saying) : world.pick(present);
  if (server.rows.roleOf(person) === null) return;
  world.note(`${person.name} is removed`);
  world.saw('removed');
  if (saying.includes(person)) world.saw('removed with records under way');
  server.setMember(person, null);
}

export function readmit(world: World): void {
  const absent = people.filter((person) => !world.present.includes(person));
  if (absent.length === 0) return;
  const person = world.pick(absent);
  world.note(`${person.name} is taken in again`);
  world.saw('taken in again');
  world.server.setMember(person, person.role);
}

/** An admin becomes an ordinary member, or is one again. */
export function changeRole(world: World): void {
  const person = world.pick(people);
  const role = world.server.rows.roleOf(person);
  if (role === null) return;
  world.note(`${person.name} is ${role} no more`);
  if (role === 'admin') world.saw('demoted');
  world.server.setMember(person, role === 'admin' ? 'member' : 'admin');
}

export function archive(world: World): void {
  const { archived } = world.server.rows.tables.group;
  world.note(archived ? 'opened again' : 'archived');
  if (!archived) world.saw('archived');
  world.server.setArchived(!archived);
}
