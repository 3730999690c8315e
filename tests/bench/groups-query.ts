/**
 * What the list of a person's groups costs over a large past: one person in 200 groups over 1,000,000 messages on
 * Postgres, against reading a single row by its primary key in the same run. The rows are put in as they would stand,
 * without their documents: the query reads rows only.
 */
import { performance } from 'node:perf_hooks';
import path from 'node:path';
import type { UserId } from '#domain/ids.ts';
import { openDatabase, type Database } from '#server/database.ts';
import { listOwnGroups, OWN_GROUPS } from '#server/list-own-groups.ts';
import { migrate } from '#server/migrate.ts';
import { root } from '../../sync-server/set-up/root.mjs';
import { printProgress } from '../support/figures.ts';
import { startPostgres } from '../support/postgres.ts';
import { median, rounded, type Benchmark, type Figure } from './benchmark.ts';

const GROUPS = 200;
/** In groups that this person is not in there is as much again. */
const GROUPS_OF_OTHERS = 200;
const MESSAGES = 1_000_000;
const MEMBERS = 30;
const PEOPLE = 300;
const CALLS = 200;
const ME = personId(1);

export const groupsQuery: Benchmark = {
  figures: ['groups_query_ms', 'groups_query_ratio'],
  async run(): Promise<Figure[]> {
    const postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase();
    const database = await openDatabase({ dataDir: root, databaseUrl });
    try {
      await migrate(database, path.join(root, 'migrations'));
      await fill(database);
      await expectNoScanOfMessages(database);
      const { groups, row } = await measure(database);
      const parts = { groups: GROUPS, messages: MESSAGES, ms: rounded(groups), ms_of_row: rounded(row) };
      return [
        { name: 'groups_query_ms', value: groups },
        { name: 'groups_query_ratio', value: groups / row, parts },
      ];
    } finally {
      await database.close();
      await postgres.remove();
    }
  },
};

/** Medians in milliseconds, of both in turn. */
async function measure({ pool }: Database): Promise<{ groups: number; row: number }> {
  const times: { groups: number[]; row: number[] } = { groups: [], row: [] };
  for (let call = 0; call < CALLS; call++) {
    times.groups.push(
      await msOf(async () => {
        const groups = await listOwnGroups(pool, ME);
        if (groups.length !== GROUPS) throw new Error(`there are ${groups.length} groups`);
      }),
    );
    const place = 1 + ((call * 7_919) % GROUPS);
    times.row.push(
      await msOf(async () => {
        const { rowCount } = await pool.query(`select * from messages where group_id = $1 and id = $2`, [
          groupId(place),
          messageId(place, 1),
        ]);
        if (rowCount !== 1) throw new Error('there is no such message');
      }),
    );
  }
  return { groups: median(times.groups), row: median(times.row) };
}

async function msOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function expectNoScanOfMessages({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off) ${OWN_GROUPS}`, [
    ME,
  ]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  printProgress(plan);
  if (/Seq Scan on messages/.test(plan)) throw new Error('the query reads all messages');
}

async function fill({ pool }: Database): Promise<void> {
  const groups = GROUPS + GROUPS_OF_OTHERS;
  const each = MESSAGES / groups;
  const begun = Date.now();
  const client = await pool.connect();
  await client.query('set statement_timeout = 0');
  // What is put in is well-formed, and the index of words would take minutes: neither has a part in the query.
  await client.query(`set session_replication_role = 'replica'`);
  await client.query('drop index messages_words');
  await client.query(
    `insert into users (id, name, email, username, display_username)
     select ${ID('person', 'n')}, 'Person ' || n, n || '@people.invalid', 'p' || n, 'p' || n
     from generate_series(1, ${PEOPLE}) n`,
  );
  await client.query(
    `insert into groups (id, name, created_by, last_seq)
     select ${ID('group', 'n')}, 'Group ' || n, $1, ${each} from generate_series(1, ${groups}) n`,
    [ME],
  );
  await client.query(
    `insert into group_members (group_id, user_id, role)
     select ${ID('group', 'g')}, ${ID(
       'person',
       `1 + case when g <= ${GROUPS} then 0 else 1 end
         + case when m = 0 then 0 else 1 + (g * 7 + m) % ${PEOPLE - 40} end`,
     )}, 'member'
     from generate_series(1, ${groups}) g, generate_series(0, ${MEMBERS - 1}) m`,
  );
  await client.query(
    `insert into volumes (group_id, volume) select ${ID('group', 'g')}, v
     from generate_series(1, ${groups}) g, generate_series(1, 2) v`,
  );
  // Round by round, so that the messages of one group lie scattered over the table, as they do where people talk.
  await client.query(
    `insert into messages (group_id, id, seq, volume, author, text, written_at, accepted_at)
     select ${ID('group', 'g')}, 'm' || lpad(g::text, 5, '0') || lpad(s::text, 10, '0'), s, 1 + (s - 1) / 2000, $1,
       'Hole ' || s || ' is at 62 metres, the core box is on site', at, at
     from generate_series(1, ${each}) s, generate_series(1, ${groups}) g,
       lateral (select now() - make_interval(mins => (${each} - s)::int) as at) times`,
    [ME],
  );
  await client.query(
    `insert into read_positions (group_id, user_id, seq)
     select group_id, user_id, ${each} - 3 from group_members`,
  );
  await client.query('vacuum analyze');
  client.release();
  printProgress(`${MESSAGES} messages in ${Math.round((Date.now() - begun) / 1_000)} s`);
}

/** In SQL, the id number so and so: 16 characters. */
const ID = (prefix: string, number: string): string =>
  `'${prefix}' || lpad((${number})::text, ${16 - prefix.length}, '0')`;

function personId(number: number): UserId {
  return `person${String(number).padStart(10, '0')}` as UserId;
}
const groupId = (number: number): string => `group${String(number).padStart(11, '0')}`;
const messageId = (group: number, seq: number): string =>
  `m${String(group).padStart(5, '0')}${String(seq).padStart(10, '0')}`;
