/** Administrators add and change people. Rights are read again in the transaction that acts on them. */
import type pg from 'pg';
import { mayAdminister, mayChangePerson, mayDeactivate, rolesToGive, type Role } from '#domain/rights.ts';
import { writeAudit, type AuditEntry } from './audit.ts';
import type { Database } from './database.ts';
import { firstPassword } from './first-password.ts';
import {
  checkNewPerson,
  insertPerson,
  nameProblem,
  preparePerson,
  rowToPerson,
  tidyName,
  PERSON_COLUMNS,
  type People,
  type Person,
  type PersonRow,
} from './people.ts';

/** Why a change of people was refused, each with a sentence for the person who asked. */
export const PEOPLE_REFUSALS = {
  unknown: 'There is no such person.',
  'not-allowed': 'Your role does not allow this.',
  'owners-only': 'Only an owner can change an owner, or make one.',
  'last-owner': 'This is the last owner. Make somebody else an owner first.',
  yourself: 'You cannot deactivate yourself. Another administrator can.',
  taken: 'Somebody already has this employee ID.',
} as const;
export type PeopleRefusal = keyof typeof PEOPLE_REFUSALS;
export type PersonOutcome =
  | { person: Person }
  | { refusal: PeopleRefusal }
  /** What was typed wrong, a sentence for each field. */
  | { problems: Partial<Record<'name' | 'employeeId' | 'title' | 'password', string>> };

export interface Acting {
  readonly database: Database;
  readonly people: People;
  readonly by: Person;
  readonly address?: string | undefined;
}
export interface PersonWish {
  name: string;
  employeeId: string;
  title?: string | undefined;
  role?: Role | undefined;
  /** One is made when it is left out. */
  password?: string | undefined;
}

/** Adds somebody with a first password, which is in the answer and nowhere else. */
export async function createPerson(
  { database, people, by, address }: Acting,
  { title = '', role = 'member', password = firstPassword(), ...typed }: PersonWish,
): Promise<{ person: Person; password: string } | Exclude<PersonOutcome, { person: Person }>> {
  const { person, problems } = checkNewPerson({ ...typed, password });
  const tidyTitle = tidyName(title);
  const wrongTitle = titleProblem(tidyTitle);
  if (Object.keys(problems).length > 0 || wrongTitle)
    return { problems: sayOfOthers({ ...problems, ...(wrongTitle ? { title: wrongTitle } : {}) }) };
  const prepared = await preparePerson(person);
  const outcome = await database.transaction<Person | PeopleRefusal>(async (client) => {
    const actor = (await lockPeople(client, [by.id])).find(({ id }) => id === by.id);
    if (!actor?.active || !mayAdminister(actor.role)) return 'not-allowed';
    if (!rolesToGive(actor.role).includes(role)) return 'owners-only';
    const made = await insertPerson(client, prepared, role, tidyTitle);
    if (!made) return 'taken';
    await client.query('update users set must_change_password = true where id = $1', [made.id]);
    await writeAudit(client, {
      action: 'person.created',
      actor: by.id,
      target: { kind: 'person', id: made.id },
      detail: { role },
      address,
    });
    return made;
  });
  if (typeof outcome === 'string') return { refusal: outcome };
  people.changed(outcome);
  return { person: outcome, password };
}

export interface PersonChange {
  name?: string | undefined;
  title?: string | undefined;
  role?: Role | undefined;
  active?: boolean | undefined;
}

/** Changes what is named, and nothing else. [S20] Whoever is deactivated is signed out everywhere at once. */
export async function changePerson(
  { database, people, by, address }: Acting,
  userId: string,
  wish: PersonChange,
): Promise<PersonOutcome> {
  const change = {
    ...wish,
    ...(wish.name === undefined ? {} : { name: tidyName(wish.name) }),
    ...(wish.title === undefined ? {} : { title: tidyName(wish.title) }),
  };
  const name = change.name === undefined ? null : nameProblem(change.name, 'a name');
  const title = change.title === undefined ? null : titleProblem(change.title);
  if (name || title) return { problems: { ...(name ? { name } : {}), ...(title ? { title } : {}) } };

  const outcome = await database.transaction<{ after: Person; isNews: boolean } | PeopleRefusal>(
    async (client) => {
      // With all owners: of two that step down at once, the second waits and then is the last.
      const locked = await lockPeople(client, [by.id, userId]);
      const actor = locked.find(({ id }) => id === by.id);
      const before = locked.find(({ id }) => id === userId);
      if (!actor?.active || !mayAdminister(actor.role)) return 'not-allowed';
      if (!before) return 'unknown';
      const after = { ...before, ...defined(change) };
      const refusal = whyNot(actor, before, after, locked);
      if (refusal) return refusal;
      const changed = (['name', 'title', 'role', 'active'] as const).filter(
        (key) => before[key] !== after[key],
      );
      if (changed.length === 0) return { after, isNews: false };
      await client.query(
        'update users set name = $2, title = $3, role = $4, active = $5, updated_at = now() where id = $1',
        [userId, after.name, after.title, after.role, after.active],
      );
      if (!after.active) await client.query('delete from sessions where user_id = $1', [userId]);
      await auditChange(client, { by, before, after, changed, address });
      return { after, isNews: true };
    },
  );
  if (typeof outcome === 'string') return { refusal: outcome };
  if (outcome.isNews) people.changed(outcome.after);
  return { person: outcome.after };
}

function whyNot(
  actor: Person,
  before: Person,
  after: Person,
  locked: readonly Person[],
): PeopleRefusal | null {
  if (!mayChangePerson(actor, before)) return 'owners-only';
  if (after.role !== before.role && !rolesToGive(actor.role).includes(after.role)) return 'owners-only';
  if (before.active && !after.active && !mayDeactivate(actor, before)) return 'yourself';
  const isOwner = ({ role, active }: Person) => role === 'owner' && active;
  const hasOther = locked.some((one) => one.id !== before.id && isOwner(one));
  return isOwner(before) && !isOwner(after) && !hasOther ? 'last-owner' : null;
}

async function auditChange(
  client: pg.ClientBase,
  {
    by,
    before,
    after,
    changed,
    address,
  }: {
    by: Person;
    before: Person;
    after: Person;
    changed: readonly ('name' | 'title' | 'role' | 'active')[];
    address: string | undefined;
  },
): Promise<void> {
  const common = { actor: by.id, target: { kind: 'person', id: after.id }, address } as const;
  if (before.active !== after.active)
    await writeAudit(client, {
      action: after.active ? 'person.reactivated' : 'person.deactivated',
      ...common,
    });
  const others = changed.filter((key) => key !== 'active');
  if (others.length === 0) return;
  const role: AuditEntry['detail'] =
    before.role === after.role ? {} : { role: after.role, roleBefore: before.role };
  await writeAudit(client, { action: 'person.changed', ...common, detail: { changed: others, ...role } });
}

/** Not `for update`: that would hold up the messages that these people write meanwhile. */
async function lockPeople(client: pg.ClientBase, ids: readonly string[]): Promise<Person[]> {
  const { rows } = await client.query<PersonRow>(
    `select ${PERSON_COLUMNS} from users where id = any ($1) or role = 'owner' order by id for no key update`,
    [ids],
  );
  return rows.map(rowToPerson);
}

const TITLE_MAX = 80;
/** The sentence about a title that cannot stand, or null. */
export const titleProblem = (title: string): string | null =>
  title.length > TITLE_MAX ? `Use at most ${TITLE_MAX} characters; this has ${title.length}.` : null;

/** The sentences of the joining page speak to the person themselves. */
const sayOfOthers = <T extends Record<string, string | undefined>>(problems: T): T =>
  Object.fromEntries(
    Object.entries(problems).map(([field, text]) => [field, text?.replace(/\byour\b/g, 'the')]),
  ) as T;

const defined = (change: PersonChange): Partial<Person> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
