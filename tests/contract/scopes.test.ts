/** Every operation × tokens: without a scope, with each scope alone. What to do for a new one: see `scope-table.ts`. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCOPES, type Scope } from '#domain/scopes.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { ACTORS, makeOrganisation, type Actor, type Organisation } from '../support/organisation.ts';
import { requestAs } from '../support/people.ts';
import { TABLE, type Request, type Row } from './authorisation-table.ts';
import { SCOPE_OF } from './scope-table.ts';

const HELD = ['none', ...(Object.keys(SCOPES) as Scope[])] as const;
type Held = (typeof HELD)[number];

test('the table of scopes names every operation that there is, and no other', () => {
  expect(Object.keys(SCOPE_OF).sort()).toEqual(Object.keys(TABLE).sort());
});

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let world: Organisation;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    on = await startServerOn(kind);
    world = await makeOrganisation(on);
    // Written into the database: the API makes no token without a scope.
    await on.look(async ({ pool }) => {
      for (const actor of ACTORS)
        for (const held of HELD) {
          const token = `cairn_${randomBytes(32).toString('base64url')}`;
          await pool.query(
            `insert into tokens (id, token_hash, user_id, name, scopes) values ($1, $2, $3, 'try', $4)`,
            [
              `${actor} ${held}`,
              createHash('sha256').update(token).digest(),
              world.people[actor].id,
              held === 'none' ? [] : [held],
            ],
          );
          tokens.set(`${actor} ${held}`, token);
        }
    });
  });
  afterAll(() => on?.stop());

  test.each(Object.entries(SCOPE_OF))('%s · %s', { timeout: 60_000 }, async (operation, scope) => {
    const row = TABLE[operation]!;
    const holder = holderOf(row);
    const lets = (held: Held) => scope === 'any' || scope === held;
    const heard: Partial<Record<Held, string>> = {};
    for (const held of HELD) {
      // Who is refused for the scope is so before anything is looked at: it need not be there.
      const request = lets(held) ? await row.request?.(world, holder) : undefined;
      const token = tokens.get(`${holder} ${held}`)!;
      heard[held] = await outcomeOf({ url: on.server.url, token }, operation, request);
    }
    const expected = HELD.map((held) => [held, lets(held) ? 'through' : 'not-in-scope']);
    expect(heard).toEqual(Object.fromEntries(expected));
  });
});

/** Somebody who may; where nobody may, who is refused for another reason than the scope. */
const holderOf = ({ may }: Row): Actor =>
  may === 'anyone' ? 'owner' : (ACTORS.find((actor) => may.includes(actor)) ?? 'owner');

/** `through` when it was looked at what is asked, whatever came of that. */
async function outcomeOf(
  caller: { url: string; token: string },
  operation: string,
  { params, query, body }: Request = {},
): Promise<string> {
  const [method = '', address = ''] = operation.split(' ');
  const path = address.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
  const answer = await requestAs(
    caller,
    method,
    path + (query ? `?${new URLSearchParams(query)}` : ''),
    body,
  );
  if (answer.ok || answer.status === 304) return 'through';
  const { code } = (await answer.json()) as { code: string };
  return code;
}
