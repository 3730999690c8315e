/** `npm run verify`: holds the tables against the documents. Not beside a server on the embedded database. */
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterRestore } from '#server/after-restore.ts';
import { openDatabase } from '#server/database.ts';
import { readEnvironment } from '#server/env.ts';
import { migrate } from '#server/migrate.ts';
import { StartError } from '#server/start-error.ts';
import { runCommand } from '../command-line.ts';
import { verify, type Verified } from '#server/verify.ts';

/** Differences that are named one by one; the rest is counted. */
const NAMED_MAX = 50;

await runCommand(async () => {
  const options = readOptions();
  const { dataDir, databaseUrl } = readEnvironment(process.env);
  const database = await openDatabase({ dataDir, databaseUrl });
  try {
    await migrate(database, fileURLToPath(new URL('../../migrations', import.meta.url)));
    if (options.restored) {
      const { epoch, erased } = await afterRestore(database, dataDir);
      say(
        options.json,
        'epoch',
        epoch,
        `This is epoch ${epoch}: devices begin anew and bring what is missing.`,
      );
      say(
        options.json,
        'erased_again',
        erased,
        `${erased} messages that had been deleted were erased again.`,
      );
    }
    report(await verify(database, options), options);
  } finally {
    await database.close();
  }
});

interface Options {
  readonly repair: boolean;
  readonly restored: boolean;
  readonly json: boolean;
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: { repair: { type: 'boolean' }, restored: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const { repair = false, restored = false, json = false } = values;
    return { repair, restored, json };
  } catch (error) {
    throw new StartError(`${(error as Error).message} It takes --repair, --restored and --json.`);
  }
}

function report({ groups, volumes, rows, differences }: Verified, { json, repair }: Options): void {
  for (const { groupId, volume, table, id, what, isMended } of differences.slice(0, NAMED_MAX))
    console.error(`group ${groupId}, volume ${volume}, ${table} ${id}: ${what}${isMended ? ', mended' : ''}`);
  if (differences.length > NAMED_MAX) console.error(`… and ${differences.length - NAMED_MAX} more`);
  const left = differences.filter(({ isMended }) => !isMended).length;
  const mended = differences.length - left;
  if (json) {
    console.log(JSON.stringify({ name: 'table_differences', value: left, of: rows }));
    if (repair) console.log(JSON.stringify({ name: 'table_differences_mended', value: mended }));
  } else {
    console.log(`${rows} records in ${volumes} volumes of ${groups} groups: ${left} differences.`);
    if (repair) console.log(`${mended} were mended.`);
    else if (left > 0) console.log('"npm run verify -- --repair" writes the tables anew from the documents.');
  }
  process.exitCode = left > 0 ? 1 : 0;
}

function say(json: boolean, name: string, value: number, words: string): void {
  console.log(json ? JSON.stringify({ name, value }) : words);
}
