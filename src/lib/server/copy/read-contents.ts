import type pg from 'pg';
import type { About, Applied, Part, Row, TableDigest } from './contents.ts';
import { RowsDigest } from './rows-digest.ts';
import { readSequences, readTables, type Table } from './tables.ts';

/**
 * Everything the database holds, in the state of the caller's transaction, in batches of about a megabyte.
 * @param client inside `reading`
 * @param madeAt when it was in this state; without it, now
 */
export async function* readContents(client: pg.ClientBase, madeAt?: Date): AsyncGenerator<Part> {
  const tables = await readTables(client);
  const about = await readAbout(client);
  yield { about: madeAt ? { ...about, madeAt: madeAt.toISOString() } : about };
  let total = 0;
  for (const table of tables) {
    yield { begin: table.name, columns: table.columns.map(({ name }) => name) };
    const digest = new RowsDigest();
    for await (const rows of rowsOf(client, table)) {
      digest.add(rows);
      yield { rows };
    }
    const end = digest.of(table.name);
    total += end.rows;
    yield { end };
  }
  yield* await readSequences(client);
  yield { complete: { tables: tables.length, rows: total } };
}

/** Of every table, as the contents would have it. */
export async function readTableDigests(client: pg.ClientBase): Promise<TableDigest[]> {
  const digests: TableDigest[] = [];
  for (const table of await readTables(client)) {
    const digest = new RowsDigest();
    for await (const rows of rowsOf(client, table)) digest.add(rows);
    digests.push(digest.of(table.name));
  }
  return digests;
}

/** What the contents are of. Works for the schema of any version. */
export async function readAbout(client: pg.ClientBase): Promise<About> {
  const { rows } = await client.query<{ madeAt: string; name: string; epoch: number }>(
    `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "madeAt", name, epoch
     from (select) as one left join organisation on true`,
  );
  const { madeAt, name, epoch } = rows[0]!;
  return { madeAt, schema: await readSchema(client), organisation: name, epoch: epoch ?? 1 };
}

/** The migrations that the database has; none for one that is not Cairn's. */
export async function readSchema(client: pg.ClientBase): Promise<Applied[]> {
  const { rows: found } = await client.query<{ is: boolean }>(
    `select to_regclass('migrations') is not null as is`,
  );
  if (!found[0]!.is) return [];
  const { rows } = await client.query<Applied>('select name, sha256 from migrations order by name');
  return rows;
}

const BATCH_CHARACTERS = 1_000_000;
/** Of small rows. Those with bytes may grow a thousandfold from one to the next. */
const ROWS_MAX = 1_000;
const ROWS_WITH_BYTES_MAX = 64;

function rowsOf(client: pg.ClientBase, { name, columns }: Table): AsyncGenerator<readonly Row[]> {
  const list = columns.map((column) => client.escapeIdentifier(column.name)).join(', ');
  const max = columns.some(({ type }) => type === 'bytea') ? ROWS_WITH_BYTES_MAX : ROWS_MAX;
  return readRows(client, `select ${list} from ${client.escapeIdentifier(name)}`, max);
}

const AS_TEXT: pg.CustomTypesConfig = {
  getTypeParser: (() => String) as pg.CustomTypesConfig['getTypeParser'],
};

/** What is selected as text, in batches, by a cursor: no more than a batch is in memory. */
export async function* readRows(
  client: pg.ClientBase,
  select: string,
  max = ROWS_MAX,
): AsyncGenerator<readonly Row[]> {
  await client.query(`declare contents no scroll cursor for ${select}`);
  let count = Math.min(max, 16);
  for (;;) {
    const { rows } = await client.query<Row>({
      text: `fetch forward ${count} from contents`,
      rowMode: 'array',
      types: AS_TEXT,
    } as pg.QueryArrayConfig);
    if (rows.length === 0) break;
    yield rows;
    const characters = rows.flat().reduce((sum, value) => sum + (value?.length ?? 0), 1);
    count = Math.max(1, Math.min(max, Math.floor((rows.length * BATCH_CHARACTERS) / characters)));
  }
  await client.query('close contents');
}
