/** `npm run move`: the database from the embedded one to Postgres, or back. */
import { moveFromPostgres, moveToPostgres, type Moved } from '#server/copy/move-database.ts';
import { readEnvironment } from '#server/env.ts';
import { StartError } from '#server/start-error.ts';
import { readCommandLine, runCommand, sayer, type Say } from '../command-line.ts';

const TAKES = 'It takes --to postgres://… or --from postgres://…, and --json.';

await runCommand(async () => {
  const { values, positionals } = readCommandLine(
    { to: { type: 'string' }, from: { type: 'string' } },
    TAKES,
  );
  const { to, from, json } = values;
  if (positionals.length > 0 || (to === undefined) === (from === undefined)) throw new StartError(TAKES);
  const { dataDir } = readEnvironment({ ...process.env, DATABASE_URL: '' });
  const say = sayer(json);
  if (to !== undefined) {
    sayMoved(say, await moveToPostgres(dataDir, readUrl(to)));
    if (!json)
      console.log(
        `Start with DATABASE_URL, and with the same DATA_DIR: it keeps the list of what was erased. The embedded database stays in ${dataDir}/postgres, marked as moved; delete it when you like.`,
      );
  } else {
    sayMoved(say, await moveFromPostgres(readUrl(from!), dataDir));
    if (!json) console.log('Start without DATABASE_URL. The database in Postgres is as it was.');
  }
});

function sayMoved(say: Say, { tables, documents }: Moved): void {
  for (const { table, rows, digest } of tables)
    say(`${digest.slice(0, 16)}  ${table}, ${rows} rows: equal`, {
      name: 'table_digest',
      value: digest,
      of: table,
      rows,
    });
  for (const { document, digest } of documents)
    say(`${digest.slice(0, 16)}  ${document}: equal`, {
      name: 'document_digest',
      value: digest,
      of: document,
    });
  say(`${tables.length} tables and`, { name: 'tables_equal', value: tables.length });
  say(`${documents.length} documents are the same on both sides.`, {
    name: 'documents_equal',
    value: documents.length,
  });
}

function readUrl(text: string): string {
  // The value itself is not repeated: it may hold a password.
  if (!/^postgres(ql)?:\/\/./.test(text))
    throw new StartError(`The address must start with postgres://. ${TAKES}`);
  return text;
}
