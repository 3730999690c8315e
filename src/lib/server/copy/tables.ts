/** Which tables and sequences a database has, read from its catalogue: a table of a later migration is copied too. */
import type pg from 'pg';

export interface Column {
  readonly name: string;
  /** As a cast names it. */
  readonly type: string;
}

export interface Table {
  readonly name: string;
  /** Those that are written: what is generated from others is generated again. */
  readonly columns: readonly Column[];
}

const HERE = `(select oid from pg_namespace where nspname = current_schema())`;

/**
 * Every table, those first that others refer to. Left out are `migrations`, which says what the tables are, and what is
 * unlogged: Postgres itself empties that after a crash.
 */
export async function readTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(
    `select relname as name, json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod))
       order by attnum) as columns
     from pg_class join pg_attribute on attrelid = pg_class.oid
     where relnamespace = ${HERE} and relkind = 'r' and relpersistence = 'p' and relname <> 'migrations'
       and attnum > 0 and not attisdropped and attgenerated = ''
     group by relname order by relname`,
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select one.relname as "from", other.relname as "to"
     from pg_constraint join pg_class one on one.oid = conrelid join pg_class other on other.oid = confrelid
     where contype = 'f' and connamespace = ${HERE}`,
  );
  return inOrder(tables, references);
}

function inOrder(tables: Table[], references: { from: string; to: string }[]): Table[] {
  const ordered: Table[] = [];
  let left = tables;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const free = left.filter(
      ({ name }) => !references.some(({ from, to }) => from === name && to !== name && waiting.has(to)),
    );
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...waiting].join(', ')}`);
    ordered.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** The names of all tables of the schema, also of those that are not Cairn's. */
export async function readTableNames(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = ${HERE} and relkind in ('r', 'p') order by relname`,
  );
  return rows.map(({ name }) => name);
}

export interface Sequence {
  readonly sequence: string;
  readonly value: string;
  readonly isCalled: boolean;
}

/** Where every sequence stands, those of identity columns among them. */
export async function readSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = ${HERE} and relkind = 'S' order by relname`,
  );
  const sequences: Sequence[] = [];
  for (const { name } of rows) {
    const { rows: found } = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${client.escapeIdentifier(name)}`,
    );
    sequences.push({ sequence: name, ...found[0]! });
  }
  return sequences;
}

export async function setSequence(
  client: pg.ClientBase,
  { sequence, value, isCalled }: Sequence,
): Promise<void> {
  await client.query('select setval($1::regclass, $2::bigint, $3)', [
    client.escapeIdentifier(sequence),
    value,
    isCalled,
  ]);
}
