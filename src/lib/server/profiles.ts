/** What people say of themselves: name, title and picture. The directory tells the others. */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { UserId } from '#domain/ids.ts';
import { writeAudit } from './audit.ts';
import { titleProblem } from './change-people.ts';
import type { Database } from './database.ts';
import {
  nameProblem,
  PERSON_COLUMNS,
  rowToPerson,
  tidyName,
  type People,
  type Person,
  type PersonRow,
} from './people.ts';
import { pictureType, type PictureType } from './picture-type.ts';

export interface ProfileWish {
  name?: string | undefined;
  title?: string | undefined;
}

export class Profiles {
  readonly #database: Database;
  readonly #people: People;

  constructor(database: Database, people: People) {
    this.#database = database;
    this.#people = people;
  }

  /** Changes what is named, and nothing else. `problems` has a sentence for each field. */
  async change(
    me: Person,
    wish: ProfileWish,
  ): Promise<{ person: Person } | { problems: { name?: string; title?: string } }> {
    const [name, title] = [tidyName(wish.name ?? me.name), tidyName(wish.title ?? me.title)];
    const [wrongName, wrongTitle] = [nameProblem(name, 'your name'), titleProblem(title)];
    if (wrongName || wrongTitle)
      return {
        problems: { ...(wrongName ? { name: wrongName } : {}), ...(wrongTitle ? { title: wrongTitle } : {}) },
      };
    const person = await this.#database.transaction(async (client) => {
      const { rows } = await client.query<PersonRow>(
        `update users set name = coalesce($2, name), title = coalesce($3, title), updated_at = now()
         where id = $1 returning ${PERSON_COLUMNS}`,
        [me.id, wish.name === undefined ? null : name, wish.title === undefined ? null : title],
      );
      const changed = [...(name === me.name ? [] : ['name']), ...(title === me.title ? [] : ['title'])];
      if (changed.length > 0) await audit(client, me.id, changed);
      return rowToPerson(rows[0]!);
    });
    this.#people.changed(person);
    return { person };
  }

  /** @returns the id of the picture, new each time; null for what is no picture */
  async setPicture(me: Person, bytes: Buffer): Promise<string | null> {
    const type = pictureType(bytes);
    if (type === null) return null;
    const id = randomBytes(16).toString('base64url');
    await this.#database.transaction(async (client) => {
      await client.query(
        `insert into pictures (id, user_id, type, bytes) values ($1, $2, $3, $4)
         on conflict (user_id) do update set id = excluded.id, type = excluded.type, bytes = excluded.bytes,
           created_at = now()`,
        [id, me.id, type, bytes],
      );
      await audit(client, me.id, ['picture']);
    });
    this.#people.changed(me);
    return id;
  }

  /** Goes back to the initials. */
  async removePicture(me: Person): Promise<void> {
    const isGone = await this.#database.transaction(async (client) => {
      const { rowCount } = await client.query('delete from pictures where user_id = $1', [me.id]);
      if (rowCount) await audit(client, me.id, ['picture']);
      return Boolean(rowCount);
    });
    if (isGone) this.#people.changed(me);
  }

  async pictureOf(userId: UserId): Promise<string | null> {
    const { rows } = await this.#database.pool.query<{ id: string }>(
      'select id from pictures where user_id = $1',
      [userId],
    );
    return rows[0]?.id ?? null;
  }

  async readPicture(id: string): Promise<{ type: PictureType; bytes: Buffer } | null> {
    const { rows } = await this.#database.pool.query<{ type: PictureType; bytes: Buffer }>(
      'select type, bytes from pictures where id = $1',
      [id],
    );
    return rows[0] ?? null;
  }
}

const audit = (client: pg.ClientBase, userId: UserId, changed: string[]): Promise<void> =>
  writeAudit(client, {
    action: 'profile.changed',
    actor: userId,
    target: { kind: 'person', id: userId },
    detail: { changed },
  });
