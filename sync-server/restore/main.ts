/** `npm run restore`: a backup in the place of the database, or what became of what the last restore lost. */
import { checkBackup, restoreBackup, type Existing } from '#server/copy/restore-backup.ts';
import { openDatabase, type DatabasePlace } from '#server/database.ts';
import { readEnvironment } from '#server/env.ts';
import { StartError } from '#server/start-error.ts';
import { verify } from '#server/verify.ts';
import { readCommandLine, runCommand, sayer, type Say } from '../command-line.ts';
import { readRestoreState, sayRestoreState } from './say-restore-state.ts';

const TAKES = 'It takes the FILE of a backup with --replace or --check, or --status alone; and --json.';

await runCommand(async () => {
  const { values, positionals } = readCommandLine(
    { replace: { type: 'boolean' }, check: { type: 'boolean' }, status: { type: 'boolean' } },
    TAKES,
  );
  const place = readEnvironment(process.env);
  const say = sayer(values.json);
  const [file] = positionals;
  if (values.status) return sayRestoreState(say, await readRestoreState(place));
  if (file === undefined || positionals.length > 1) throw new StartError(`Name one file. ${TAKES}`);
  if (values.check) return check(say, file);
  await restore(say, place, file, values.replace ? 'replace' : 'refuse');
});

async function check(say: Say, file: string): Promise<void> {
  const { about, rows, digests } = await checkBackup(file);
  say(`${file} is whole: ${about.organisation ?? 'no organisation'} as of ${about.madeAt},`, {
    name: 'backup_made_at',
    value: about.madeAt,
  });
  say(`${rows} rows of ${digests.length} tables.`, { name: 'backup_rows', value: rows });
}

async function restore(say: Say, place: DatabasePlace, file: string, existing: Existing): Promise<void> {
  const { about, epoch, erased } = await restoreBackup(place, file, existing);
  say(`${about.organisation ?? 'An empty database'} is as it was at ${about.madeAt}.`, {
    name: 'restored_to',
    value: about.madeAt,
  });
  say(`This is epoch ${epoch}: devices begin anew and bring what is missing.`, {
    name: 'epoch',
    value: epoch,
  });
  say(`${erased} messages that had been deleted were erased again.`, { name: 'erased_again', value: erased });
  sayRestoreState(say, await readRestoreState(place));
  const database = await openDatabase(place);
  try {
    const { differences, rows } = await verify(database, { repair: false });
    say(`${rows} records were compared with the tables: ${differences.length} differences.`, {
      name: 'table_differences',
      value: differences.length,
    });
    if (differences.length > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
}
