/** The ways in which a real Postgres can be away. */
import pg from 'pg';
import type { TestPostgres } from '../support/postgres.ts';
import type { Absence } from './run-away.ts';

/** Every process of the cluster is gone at once; the next start recovers from the log. */
export const crashed = (postgres: TestPostgres): Absence => ({
  begin: () => postgres.stop('immediate'),
  end: () => postgres.start(),
});

/** Connections stay open and nothing answers. */
export const paused = (postgres: TestPostgres): Absence => ({
  begin: () => Promise.resolve(postgres.pause()),
  end: () => Promise.resolve(postgres.resume()),
});

/** Connections that may be asked for in vain before that is taken for a fault of the test. */
const ROUNDS_MAX = 50;

/** Others hold every connection, and the server has lost its own. */
export function outOfConnections(postgres: TestPostgres): Absence {
  const others: pg.Client[] = [];
  return {
    async begin() {
      for (let round = 0; round < ROUNDS_MAX; round++) {
        await takeAll(postgres.url, others);
        const { rowCount } = await others[0]!.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cairn'`,
        );
        if (rowCount === 0) return;
      }
      throw new Error(`The server still had a connection after ${ROUNDS_MAX} rounds.`);
    },
    async end() {
      await Promise.all(others.splice(0).map((client) => client.end()));
    },
  };
}

async function takeAll(url: string, taken: pg.Client[]): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url, application_name: 'others' });
    client.on('error', () => {}); // The cluster may end it; the next query would say so.
    try {
      await client.connect();
    } catch (error) {
      if ((error as { code?: string }).code === '53300') return;
      throw error;
    }
    taken.push(client);
  }
}
