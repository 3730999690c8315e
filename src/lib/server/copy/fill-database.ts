import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { readMigrations, runMigration, type Migration } from '../migrate.ts';
import { StartError } from '../start-error.ts';
import { checked, damaged } from './checked-contents.ts';
import type { About, Applied, Part, Row, TableDigest } from './contents.ts';

import { readTables, setSequence, type Table } from './tables.ts';

export const MIGRATIONS = fileURLToPath(new URL('../../../../migrations', import.meta.url));

/** What a database was filled with. */
export interface Filled {
  readonly about: About;
  readonly digests: readonly TableDigest[];
}

/**
 * Makes the tables as they were when the contents were taken, fills them, and brings them up to this version.
 * @param client inside `writing`, of a database without tables
 * @throws StartError when the contents are damaged or of a newer version; the caller's transaction must not be committed
 */
export async function fillDatabase(client: pg.ClientBase, contents: AsyncIterable<Part>): Promise<Filled> {
  const filling = new Filling(client, await readMigrations(MIGRATIONS));
  for await (const part of checked(contents)) await filling.take(part);
  return filling.finish();
}

/** The migrations that the contents lack. @throws StartError for a schema that is not an earlier state of this one */
export function missingFrom<One extends Applied>(
  schema: readonly Applied[],
  migrations: readonly One[],
): One[] {
  const unknown = schema.find(
    ({ name, sha256 }, at) => migrations[at]?.name !== name || migrations[at]?.sha256 !== sha256,
  );
  if (unknown)
    throw new StartError(
      `It is of another version of Cairn, with the migration ${unknown.name}: use that version, or a newer one.`,
    );
  return migrations.slice(schema.length);
}

class Filling {
  readonly #client: pg.ClientBase;
  readonly #migrations: readonly Migration[];
  #about: About | undefined;
  #missing: readonly Migration[] = [];
  #tables = new Map<string, Table>();
  #current: Table | undefined;
  readonly #digests: TableDigest[] = [];

  constructor(client: pg.ClientBase, migrations: readonly Migration[]) {
    this.#client = client;
    this.#migrations = migrations;
  }

  async take(part: Part): Promise<void> {
    if ('about' in part) await this.#begin(part.about);
    else if ('begin' in part) this.#current = this.#tableFor(part.begin, part.columns);
    else if ('rows' in part) await writeRows(this.#client, this.#current!, part.rows);
    else if ('end' in part) this.#digests.push(part.end);
    else if ('sequence' in part) await setSequence(this.#client, part);
  }

  async finish(): Promise<Filled> {
    for (const migration of this.#missing) await runMigration(this.#client, migration);
    return { about: this.#about!, digests: this.#digests };
  }

  async #begin(about: About): Promise<void> {
    this.#about = about;
    this.#missing = missingFrom(about.schema, this.#migrations);
    for (const migration of this.#migrations.slice(0, about.schema.length))
      await runMigration(this.#client, migration);
    const tables = await readTables(this.#client);
    this.#tables = new Map(tables.map((table) => [table.name, table]));
    // A migration may have written rows.
    const names = tables.map(({ name }) => this.#client.escapeIdentifier(name));
    await this.#client.query(`truncate ${names.join(', ')} cascade`);
  }

  #tableFor(name: string, columns: readonly string[]): Table {
    const known = new Map(this.#tables.get(name)?.columns.map((column) => [column.name, column]));
    if (columns.length !== known.size || columns.some((column) => !known.has(column)))
      throw damaged(`the table ${name} is not as its version has it`);
    return { name, columns: columns.map((column) => known.get(column)!) };
  }
}

/** Inserts rows as text, one array a column: the statement is the same for any number of them. */
export async function writeRows(
  client: pg.ClientBase,
  { name, columns }: Table,
  rows: readonly Row[],
): Promise<void> {
  const id = (text: string): string => client.escapeIdentifier(text);
  const names = columns.map((column) => id(column.name)).join(', ');
  const casts = columns.map(({ type }, at) => `c${at}::${type}`).join(', ');
  const given = columns.map((_, at) => `$${at + 1}::text[]`).join(', ');
  const aliases = columns.map((_, at) => `c${at}`).join(', ');
  await client.query(
    `insert into ${id(name)} (${names}) overriding system value
     select ${casts} from unnest(${given}) as given (${aliases})`,
    columns.map((_, at) => rows.map((row) => row[at])),
  );
}
