/** A server of each kind of database, and a look into that database. */
import { openDatabase, type Database, type DatabasePlace } from '#server/database.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { startServer, temporaryFolder, type ServerOptions, type ServerProcess } from './server-process.ts';

export const DATABASES = ['embedded', 'postgres'] as const;

export interface ServerOnDatabase {
  readonly server: ServerProcess;
  readonly place: DatabasePlace;
  /** Another place of the same kind, with nothing in it; it goes with this one. */
  emptyPlace(): Promise<DatabasePlace>;
  /** Opens the database beside the server, or where that allows one process only, after stopping it. */
  look<T>(at: (database: Database) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export async function startServerOn(
  kind: (typeof DATABASES)[number],
  { fsync = false, ...options }: { fsync?: boolean } & Pick<ServerOptions, 'env' | 'port'> = {},
): Promise<ServerOnDatabase> {
  const postgres: TestPostgres | undefined = kind === 'postgres' ? await startPostgres({ fsync }) : undefined;
  const databaseUrl = await postgres?.createDatabase();
  const server = await startServer(databaseUrl === undefined ? options : { ...options, databaseUrl });
  const place = { dataDir: server.dataDir, databaseUrl };
  return {
    server,
    place,
    emptyPlace: async () => ({ dataDir: temporaryFolder(), databaseUrl: await postgres?.createDatabase() }),
    async look(at) {
      if (databaseUrl === undefined) await server.stop();
      const database = await openDatabase(place);
      try {
        return await at(database);
      } finally {
        await database.close();
        if (databaseUrl === undefined) await server.restart();
      }
    },
    async stop() {
      await server.stop();
      await postgres?.stop();
    },
  };
}
