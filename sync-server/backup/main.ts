/** `npm run backup`: the database into one file, while the server runs or not. */
import path from 'node:path';
import { makeBackup } from '#server/copy/make-backup.ts';
import { readEnvironment } from '#server/env.ts';
import { StartError } from '#server/start-error.ts';
import { bytesInWords, readCommandLine, runCommand, sayer } from '../command-line.ts';

const TAKES = 'It takes --to FOLDER, --keep N and --json.';

await runCommand(async () => {
  const { values, positionals } = readCommandLine(
    { to: { type: 'string' }, keep: { type: 'string' } },
    TAKES,
  );
  if (positionals.length > 0) throw new StartError(`It takes nothing like "${positionals[0]}". ${TAKES}`);
  const place = readEnvironment(process.env);
  const folder = values.to ?? path.join(place.dataDir, 'backups');
  const made = await makeBackup(place, folder, readKeep(values.keep));
  const say = sayer(values.json);
  const seconds = (made.ms / 1_000).toFixed(1);
  say(`${made.file}`, { name: 'backup_file', value: made.file });
  say(`holds ${made.rows} rows of ${made.digests.length} tables as of ${made.about.madeAt};`, {
    name: 'backup_rows',
    value: made.rows,
  });
  say(`${bytesInWords(made.bytes)}, written and read again in ${seconds} s.`, {
    name: 'backup_bytes',
    value: made.bytes,
  });
  if (made.deleted.length > 0 || values.json)
    say(`${made.deleted.length} older ones were deleted.`, {
      name: 'backups_deleted',
      value: made.deleted.length,
    });
});

function readKeep(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new StartError(`--keep must be a whole number from 1 to 99999, not "${text}".`);
  return Number(text);
}
