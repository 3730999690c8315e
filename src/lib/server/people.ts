import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import { hashPassword } from 'better-auth/crypto';
import type { UserId } from '#domain/ids.ts';
import { ID_BYTES } from '#domain/ids.ts';
import { NAME_MAX } from '#domain/limits.ts';
import type { Role } from '#domain/rights.ts';
import type { Database } from './database.ts';

export type { Role };

export interface Person {
  id: UserId;
  name: string;
  /** As it was typed; it is unique without regard to case. */
  employeeId: string;
  /** What they do in the organisation; may be empty. */
  title: string;
  role: Role;
  active: boolean;
  /** The upper part of the client ids of this person's devices. */
  slot: number;
}

/** Everybody of the organisation, active or not. */
export interface People {
  list(): Promise<Person[]>;
  byId(id: string): Promise<Person | null>;
  /** Calls the listener after a person was created or changed, once that is committed. Answers how to stop it. */
  onChange(listener: (person: Person) => void): () => void;
  /** Tells the listeners. */
  changed(person: Person): void;
}

export function createPeople(database: Database): People {
  const listeners = new Set<(person: Person) => void>();
  return {
    async list() {
      const { rows } = await database.pool.query<PersonRow>(
        `select ${PERSON_COLUMNS} from users order by slot`,
      );
      return rows.map(rowToPerson);
    },
    async byId(id) {
      const { rows } = await database.pool.query<PersonRow>(
        `select ${PERSON_COLUMNS} from users where id = $1`,
        [id],
      );
      return rows[0] ? rowToPerson(rows[0]) : null;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    changed(person) {
      for (const listener of listeners) listener(person);
    },
  };
}

/** What is wrong with a form, a sentence for each field; `form` is for what no field can put right. */
export type Problems = Partial<Record<'organisation' | 'name' | 'employeeId' | 'password' | 'form', string>>;
/** What became of somebody who asked to be let in. */
export type Admission = { person: Person } | { problems: Problems };

export interface NewPerson {
  name: string;
  employeeId: string;
  password: string;
}

export const EMPLOYEE_ID_MAX = 40;
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
const EMPLOYEE_ID = /^[A-Za-z0-9._-]+$/;

/** Whether a text can be an employee id at all. */
export const isEmployeeId = (text: string): boolean =>
  text.length <= EMPLOYEE_ID_MAX && EMPLOYEE_ID.test(text);

/** Tidies what somebody typed about themselves, or says what is wrong with it. */
export function checkNewPerson(typed: NewPerson): { person: NewPerson; problems: Problems } {
  const person = {
    name: tidyName(typed.name),
    employeeId: typed.employeeId.trim(),
    password: typed.password,
  };
  const problems: Problems = {};
  const name = nameProblem(person.name, 'your name');
  if (name) problems.name = name;
  if (person.employeeId === '') problems.employeeId = 'Enter your employee ID.';
  else if (!isEmployeeId(person.employeeId))
    problems.employeeId = `An employee ID has letters, digits, dots, underscores and hyphens, at most ${EMPLOYEE_ID_MAX}.`;
  if (person.password.length < PASSWORD_MIN)
    problems.password = `Choose a password of at least ${PASSWORD_MIN} characters.`;
  else if (person.password.length > PASSWORD_MAX)
    problems.password = `Choose a password of at most ${PASSWORD_MAX} characters.`;
  return { person, problems };
}

/** One form of a name: composed characters, single spaces, nothing invisible. */
export const tidyName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\u200B\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

/** The sentence about a name that cannot stand, or null. */
export function nameProblem(name: string, whose: string): string | null {
  if (name === '') return `Enter ${whose}.`;
  return name.length > NAME_MAX ? `Use at most ${NAME_MAX} characters; this has ${name.length}.` : null;
}

export const TAKEN = 'Somebody already has this employee ID. If it is you, sign in instead.';

/** The rows of a person who does not exist yet. Slow on purpose (scrypt, about 60 ms): prepare before a transaction. */
export async function preparePerson(person: NewPerson): Promise<{ person: NewPerson; passwordHash: string }> {
  return { person, passwordHash: await hashPassword(person.password) };
}

/** Writes a person and their password in the caller's transaction; null when the employee id is taken. */
export async function insertPerson(
  client: ClientBase,
  { person, passwordHash }: { person: NewPerson; passwordHash: string },
  role: Role,
  title = '',
): Promise<Person | null> {
  const username = person.employeeId.toLowerCase();
  const { rows } = await client.query<PersonRow>(
    `insert into users (id, name, email, username, display_username, role, title)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (username) do nothing returning ${PERSON_COLUMNS}`,
    [newId(), person.name, `${username}@people.cairn.invalid`, username, person.employeeId, role, title],
  );
  if (!rows[0]) return null;
  await client.query(
    `insert into accounts (id, account_id, provider_id, user_id, password) values ($1, $2, 'credential', $2, $3)`,
    [newId(), rows[0].id, passwordHash],
  );
  return rowToPerson(rows[0]);
}

/** An id as devices make them, for what the server makes. */
export const newId = (): string => randomBytes(ID_BYTES).toString('base64url');

/** What `rowToPerson` reads. */
export const PERSON_COLUMNS = 'id, name, display_username, title, role, active, slot';
export interface PersonRow {
  id: string;
  name: string;
  display_username: string;
  title: string;
  role: Role;
  active: boolean;
  slot: number;
}
export const rowToPerson = ({
  id,
  name,
  display_username,
  title,
  role,
  active,
  slot,
}: PersonRow): Person => ({
  id: id as UserId,
  name,
  employeeId: display_username,
  title,
  role,
  active,
  slot,
});
