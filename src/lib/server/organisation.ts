import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import {
  checkNewPerson,
  insertPerson,
  nameProblem,
  preparePerson,
  tidyName,
  type Admission,
  type NewPerson,
  type People,
} from './people.ts';

export interface CurrentOrganisation {
  readonly name: string;
  /** Of its database: raised when that was restored to an older state. */
  readonly epoch: number;
  /** For how many days the trace of a deleted message is shown; 0 for ever. */
  readonly traceDays: number;
}

/** The organisation that this server is for: none until the first run, then one for ever. */
export interface Organisation {
  /** What every device knows of it. */
  current(): Promise<CurrentOrganisation | null>;
  /** The first run: names the organisation and makes its owner. Of several at once exactly one succeeds. */
  createOwner(typed: NewPerson & { organisation: string }): Promise<Admission>;
}

export function createOrganisation(database: Database, people: People): Organisation {
  return {
    async current() {
      const { rows } = await database.pool.query<CurrentOrganisation>(
        'select name, epoch, trace_days as "traceDays" from organisation',
      );
      return rows[0] ?? null;
    },
    async createOwner(typed) {
      const organisation = tidyName(typed.organisation);
      const { person, problems } = checkNewPerson(typed);
      const problem = nameProblem(organisation, 'the name of your organisation');
      if (problem) problems.organisation = problem;
      if (Object.keys(problems).length > 0) return { problems };

      const prepared = await preparePerson(person);
      const owner = await database.transaction(async (client) => {
        // The single row decides: a second first run waits here for the commit of the first, and inserts nothing.
        const { rowCount } = await client.query(
          'insert into organisation (name) values ($1) on conflict (id) do nothing',
          [organisation],
        );
        if (rowCount !== 1) return null;
        const owner = await insertPerson(client, prepared, 'owner');
        await writeAudit(client, { action: 'organisation.created', actor: owner?.id ?? null });
        return owner;
      });
      if (!owner)
        return {
          problems: { form: 'This server has been set up already. Sign in, or ask for an invite link.' },
        };
      people.changed(owner);
      return { person: owner };
    },
  };
}

/** A secret that every instance shares and nobody configures: made at the first start, 256 bits, base64url. */
export async function organisationSecret(
  database: Database,
  name: string,
  candidate: string,
): Promise<string> {
  await database.pool.query(
    'insert into organisation_secrets (name, value) values ($1, $2) on conflict do nothing',
    [name, candidate],
  );
  const { rows } = await database.pool.query<{ value: string }>(
    'select value from organisation_secrets where name = $1',
    [name],
  );
  return rows[0]!.value;
}
