import type pg from 'pg';
import type { Role } from '#domain/rights.ts';
import { PERSON_COLUMNS, rowToPerson, type Person, type PersonRow } from './people.ts';

export interface PeopleQuery {
  /** Part of a name, a title or an employee id. */
  readonly search?: string | undefined;
  readonly role?: Role | undefined;
  readonly active?: boolean | undefined;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** People by name, a page at a time. `next` is null on the last page. */
export async function listPeople(
  pool: pg.Pool,
  { search, role, active, after, limit }: PeopleQuery,
): Promise<{ people: Person[]; next: string | null; total: number }> {
  const filter = `($1::text is null or name ilike $1 or title ilike $1 or username ilike $1)
    and ($2::text is null or role = $2) and ($3::boolean is null or active = $3)`;
  const values = [search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null, role ?? null, active ?? null];
  const { rows } = await pool.query<PersonRow>(
    `select ${PERSON_COLUMNS} from users where ${filter}
       and ($4::text is null or (lower(name), id) > (select lower(name), id from users where id = $4))
     order by lower(name), id limit $5`,
    [...values, after ?? null, limit + 1],
  );
  const total = await pool.query<{ total: number }>(
    `select count(*)::int as total from users where ${filter}`,
    values,
  );
  const people = rows.slice(0, limit).map(rowToPerson);
  return {
    people,
    next: rows.length > limit ? people.at(-1)!.id : null,
    total: total.rows[0]!.total,
  };
}
