/** What administrators decided for the organisation: one row, read where it matters. */
import type pg from 'pg';
import { mayAdminister, type Role } from '#domain/rights.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { nameProblem, tidyName, type Person } from './people.ts';

export interface Settings {
  readonly name: string;
  /** Whether invites let people in, or nobody at all. */
  readonly signUp: 'invite' | 'closed';
  /** Whether anybody sees who has received and read what. */
  readonly receipts: boolean;
  /** Whether a notification holds the beginning of the message. */
  readonly pushText: boolean;
  /** For how many days people are shown that there was a message which was deleted; 0 for ever. */
  readonly traceDays: number;
  /** For how many days groups keep messages that do not say so themselves, 0 for ever; */
  readonly retentionDays: number;
  /** and between what those may choose that do, 0 being no bound. */
  readonly retentionLeastDays: number;
  readonly retentionMostDays: number;
  /** Members of a group, and groups that a person may make in a day; 0 is no bound. */
  readonly groupMembersMax: number;
  readonly groupsADayMax: number;
}
/** What changes for how long every group keeps its messages. */
export const RETENTION_SETTINGS = ['retentionDays', 'retentionLeastDays', 'retentionMostDays'] as const;
export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

export class OrganisationSettings {
  readonly #database: Database;
  readonly #changed: (names: ReadonlySet<keyof Settings>) => void;

  /** @param changed is told which settings are others, once that is committed */
  constructor(database: Database, changed: (names: ReadonlySet<keyof Settings>) => void) {
    this.#database = database;
    this.#changed = changed;
  }

  /** Null before the first run. */
  read(): Promise<Settings | null> {
    return readSettings(this.#database.pool);
  }

  /** Changes what is named, and nothing else. `problem` is a sentence. */
  async change(by: Person, wish: SettingsChange): Promise<Settings | { problem: string }> {
    const name = wish.name === undefined ? undefined : tidyName(wish.name);
    const problem = name === undefined ? null : nameProblem(name, 'the name of your organisation');
    if (problem) return { problem };
    const change = Object.fromEntries(
      Object.entries({ ...wish, name }).filter(([, value]) => value !== undefined),
    ) as Partial<Settings>;
    const outcome = await this.#database.transaction((client) => write(client, by, change));
    if (outcome === null) return { problem: 'Only the owner and administrators can change settings.' };
    if ('problem' in outcome) return outcome;
    if (outcome.changed.length > 0) this.#changed(new Set(outcome.changed));
    return outcome.after;
  }
}

async function readSettings(on: Pick<pg.Pool | pg.ClientBase, 'query'>): Promise<Settings | null> {
  const { rows } = await on.query<Settings>(
    `select name, sign_up as "signUp", receipts, push_text as "pushText", trace_days as "traceDays",
       retention_days as "retentionDays", retention_least_days as "retentionLeastDays",
       retention_most_days as "retentionMostDays", group_members_max as "groupMembersMax",
       groups_a_day_max as "groupsADayMax" from organisation`,
  );
  return rows[0] ?? null;
}

async function write(
  client: pg.ClientBase,
  by: Person,
  change: Partial<Settings>,
): Promise<{ after: Settings; changed: (keyof Settings)[] } | { problem: string } | null> {
  const actor = await client.query<{ role: Role }>('select role from users where id = $1 and active', [
    by.id,
  ]);
  if (!actor.rows[0] || !mayAdminister(actor.rows[0].role)) return null;
  await client.query('select 1 from organisation for update');
  const before = (await readSettings(client))!;
  const after: Settings = { ...before, ...change };
  const changed = (Object.keys(after) as (keyof Settings)[]).filter((key) => before[key] !== after[key]);
  if (changed.length === 0) return { after, changed };
  if (after.retentionMostDays > 0 && after.retentionLeastDays > after.retentionMostDays)
    return { problem: 'Groups cannot keep messages at least for longer than at most.' };
  await client.query(
    `update organisation set name = $1, sign_up = $2, receipts = $3, push_text = $4, trace_days = $5,
       retention_days = $6, retention_least_days = $7, retention_most_days = $8, group_members_max = $9,
       groups_a_day_max = $10`,
    [
      ...[after.name, after.signUp, after.receipts, after.pushText, after.traceDays],
      ...[after.retentionDays, after.retentionLeastDays, after.retentionMostDays],
      ...[after.groupMembersMax, after.groupsADayMax],
    ],
  );
  await writeAudit(client, {
    action: 'settings.changed',
    actor: by.id,
    detail: Object.fromEntries(changed.map((key) => [key, after[key]])),
  });
  return { after, changed };
}
