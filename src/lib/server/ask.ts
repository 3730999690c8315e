import type pg from 'pg';

const names = new Map<string, string>();

/**
 * Asks what is asked for every message: a connection parses it once, and soon plans it no more. The plan is kept while
 * tables grow, so this is for inserts and for questions with one possible way to the answer, not for joins.
 */
export function ask<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  text: string,
  values: unknown[],
): Promise<pg.QueryResult<Row>> {
  let name = names.get(text);
  if (!name) names.set(text, (name = `statement_${names.size}`));
  return client.query<Row>({ name, text, values });
}
