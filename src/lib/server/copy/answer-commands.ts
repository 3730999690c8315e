import * as v from 'valibot';
import { lastRestore } from '../brought-back.ts';
import { openControlSocket, type Answers } from '../control-socket.ts';
import type { Database } from '../database.ts';
import { log } from '../log.ts';
import { copyFolder, writeOutcome } from './open-source.ts';

const CopyDetail = v.object({ since: v.number() });
const Outcome = v.union([
  v.object({ at: v.string(), bytes: v.number(), ms: v.number() }),
  v.object({ problem: v.string() }),
]);

/** Lets commands on this machine ask for what only the server can do that has the embedded database. */
export const answerCommands = (database: Database, dataDir: string): Promise<{ close(): Promise<void> }> =>
  database.copyFiles
    ? openControlSocket(dataDir, answers(database, dataDir, database.copyFiles), log)
    : Promise.resolve({ close: () => Promise.resolve() });

const answers = (
  database: Database,
  dataDir: string,
  copyFiles: NonNullable<Database['copyFiles']>,
): Answers => ({
  async 'copy-database'(detail) {
    const begun = performance.now();
    await copyFiles(copyFolder(dataDir), v.parse(CopyDetail, detail).since);
    log.info({ event: 'database-copied', ms: Math.round(performance.now() - begun) });
  },
  'last-restore': () => lastRestore(database),
  async 'note-backup'(detail) {
    const outcome = v.parse(Outcome, detail);
    await writeOutcome(database, 'problem' in outcome ? outcome : { ...outcome, at: new Date(outcome.at) });
  },
});
