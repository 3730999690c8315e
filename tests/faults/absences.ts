/** The ways in which a real Postgres, an instance, or what they have in common can be away. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { TestPostgres } from '../support/postgres.ts';
import type { ServerProcess } from '../support/server-process.ts';
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

/** One of several instances, which dies without a word. */
export const killed = (server: Pick<ServerProcess, 'kill' | 'restart'>): Absence => ({
  begin: () => server.kill('SIGKILL'),
  end: () => server.restart(),
});

/** Between two cuts: a connection is there again for a moment. */
const CUT_MS = 50;

/** The connections on which the instances hear of one another are ended, again and again. */
export function busCut(postgres: TestPostgres): Absence {
  let isOver = false;
  let cutting: Promise<void>;
  const client = new pg.Client({ connectionString: postgres.url, application_name: 'others' });
  const cut = () =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'cairn' and (query like 'listen %' or query = 'select 1 as heard')`,
    );
  const goOn = async () => {
    for (; !isOver; await delay(CUT_MS)) await cut();
  };
  return {
    async begin() {
      await client.connect();
      const { rowCount } = await cut();
      if (!rowCount) throw new Error('No instance was listening.');
      cutting = goOn();
    },
    async end() {
      isOver = true;
      await cutting;
      await client.end();
    },
  };
}

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
