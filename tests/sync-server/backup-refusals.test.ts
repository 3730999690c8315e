/** What is no whole backup of a version that this one knows changes nothing, and neither does what ends halfway. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askServer } from '#server/control-socket.ts';
import { readArchive, writeArchive } from '#server/copy/archive.ts';
import type { Part } from '#server/copy/contents.ts';
import { reading } from '#server/copy/copy-transaction.ts';
import { readContents } from '#server/copy/read-contents.ts';
import { openDatabase, type DatabasePlace } from '#server/database.ts';
import { migrate } from '#server/migrate.ts';
import { root } from '../../sync-server/set-up/root.mjs';
import { findNode, toolEnvironment } from '../../sync-server/set-up/runtime.mjs';
import { foundOrganisation } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { runCommand } from '../support/run-command.ts';
import { startServer, temporaryFolder, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let place: DatabasePlace;
let backup = '';
let lines: string[] = [];

beforeAll(async () => {
  server = await startServer();
  await foundOrganisation(server.url);
  place = { dataDir: server.dataDir };
  const { figures } = await runCommand('backup', ['--json', '--to', temporaryFolder()], place);
  backup = figures['backup_file'] as string;
  lines = gunzipSync(readFileSync(backup)).toString().split('\n');
});
afterAll(() => server?.stop());

function fileOf(content: Uint8Array | string): string {
  const file = path.join(temporaryFolder(), 'changed.jsonl.gz');
  writeFileSync(file, content);
  return file;
}
const zipped = (changed: string[]): string => fileOf(gzipSync(changed.join('\n')));

async function* fromTheFuture(parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  for await (const part of parts) {
    if (!('about' in part)) yield part;
    else {
      const schema = [...part.about.schema, { name: '9999-later.sql', sha256: '00' }];
      yield { about: { ...part.about, schema } };
    }
  }
}

async function organisationOf(at: DatabasePlace): Promise<string | undefined> {
  const database = await openDatabase(at);
  try {
    const { rows } = await database.pool.query<{ name: string }>('select name from organisation');
    return rows[0]?.name;
  } finally {
    await database.close();
  }
}

describe('a file is refused before anything is changed', () => {
  const whole = () => readFileSync(backup);
  const flipped = () => {
    const bytes = Buffer.from(whole());
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    return bytes;
  };
  /** As that version would have written it. */
  const newer = async () => {
    const file = path.join(temporaryFolder(), 'newer.jsonl.gz');
    await writeArchive(file, fromTheFuture(readArchive(backup)));
    return file;
  };

  test.each<[string, () => string | Promise<string>, RegExp]>([
    ['that is cut short', () => fileOf(whole().subarray(0, whole().length - 20)), /its end is missing/],
    ['with a bit that fell over', () => fileOf(flipped()), /is damaged/],
    ['that lacks a line', () => zipped(lines.toSpliced(5, 1)), /is damaged/],
    [
      'whose row was changed',
      () => zipped(lines.map((l) => l.replace('Northfield', 'Southfield'))),
      /is damaged/,
    ],
    ['of another kind', () => fileOf('Dear diary'), /is not a backup of Cairn/],
    ['of another kind, compressed', () => zipped(['Dear diary', '']), /is not a backup of Cairn/],
    ['that is empty', () => fileOf(''), /is damaged/],
    ['that is not there', () => '/nowhere/at-all.gz', /There is no file/],
    ['that is a folder', () => temporaryFolder(), /is a folder/],
    ['of a newer version', newer, /another version of Cairn, with the migration 9999-later.sql/],
  ])('%s', async (_what, make, reason) => {
    const empty = temporaryFolder();
    const { code, complaint } = await runCommand('restore', [await make(), '--replace'], { dataDir: empty });
    expect(complaint).toMatch(reason);
    expect(code).toBe(1);
    expect(readdirSync(empty)).toEqual([]);
  });

  test('also for options that do not exist, and for none', async () => {
    expect((await runCommand('restore', ['--force', backup], place)).complaint).toMatch(/--force.*It takes/s);
    expect((await runCommand('restore', [], place)).complaint).toMatch(/Name one file/);
    expect((await runCommand('backup', ['--keep', '0'], place)).complaint).toMatch(/whole number from 1/);
    expect((await runCommand('backup', ['backup.gz'], place)).complaint).toMatch(/nothing like "backup.gz"/);
  });
});

test('a backup of an older version is brought up to this one', async () => {
  const folder = path.join(temporaryFolder(), 'migrations');
  mkdirSync(folder);
  const all = readdirSync(path.join(root, 'migrations')).sort();
  for (const name of all.slice(0, 20))
    writeFileSync(path.join(folder, name), readFileSync(path.join(root, 'migrations', name)));
  const file = path.join(temporaryFolder(), 'old.jsonl.gz');
  const old = await openDatabase({ dataDir: temporaryFolder() });
  await migrate(old, folder);
  await old.pool.query(`insert into organisation (name, epoch) values ('Of old', 3)`);
  await reading(old, (client) => writeArchive(file, readContents(client)));
  await old.close();

  const target = { dataDir: temporaryFolder() };
  const { complaint, figures } = await runCommand('restore', [file, '--json'], target);
  expect(complaint).toBe('');
  expect(figures).toMatchObject({ table_differences: 0 });
  expect(await organisationOf(target)).toBe('Of old');
});

describe('what ends halfway leaves the database that was there', () => {
  test('killed while the new one is made', async () => {
    const target = { dataDir: temporaryFolder() };
    expect((await runCommand('restore', [backup], target)).code).toBe(0);
    const child = spawn(findNode(), ['sync-server/restore/main.ts', backup, '--replace'], {
      cwd: root,
      env: { ...toolEnvironment(), DATA_DIR: target.dataDir, DATABASE_URL: '', LOG_LEVEL: 'warn' },
      stdio: 'ignore',
    });
    await expect
      .poll(() => existsSync(path.join(target.dataDir, 'making/postgres/cairn-complete')), {
        timeout: 60_000,
      })
      .toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await organisationOf(target)).toBe('Northfield Survey');
    expect((await runCommand('restore', [backup, '--replace'], target)).code).toBe(0);
  });

  test('ended between the two renames', async () => {
    const target = { dataDir: temporaryFolder() };
    expect((await runCommand('restore', [backup], target)).code).toBe(0);
    renameSync(path.join(target.dataDir, 'postgres'), path.join(target.dataDir, 'postgres.next'));
    expect(await organisationOf(target)).toBe('Northfield Survey');
    expect(readdirSync(target.dataDir)).toEqual(['postgres']);
  });
});

describe('on Postgres', () => {
  let postgres: TestPostgres;
  beforeAll(async () => (postgres = await startPostgres()));
  afterAll(() => postgres?.remove());

  test('tables of something else are left alone', async () => {
    const databaseUrl = await postgres.createDatabase();
    const database = await openDatabase({ dataDir: '', databaseUrl });
    await database.pool.query('create table invoices (id int)');
    const { code, complaint } = await runCommand('restore', [backup, '--replace'], {
      dataDir: temporaryFolder(),
      databaseUrl,
    });
    expect(complaint).toMatch(/is connected/);
    await database.close();
    const again = await runCommand('restore', [backup, '--replace'], {
      dataDir: temporaryFolder(),
      databaseUrl,
    });
    expect(again.complaint).toMatch(/tables that this version of Cairn does not know \(invoices\)/);
    expect([code, again.code]).toEqual([1, 1]);
  });

  test('a wrong address is said, and a full disk leaves no half a file', async () => {
    const nowhere = { dataDir: temporaryFolder(), databaseUrl: 'postgres://ada:hunter2@127.0.0.1:1/cairn' };
    const { complaint } = await runCommand('backup', [], nowhere);
    expect(complaint).toMatch(/Cannot open the database "cairn" at 127.0.0.1:1/);
    expect(complaint).not.toContain('hunter2');

    const databaseUrl = await postgres.createDatabase();
    const target = { dataDir: temporaryFolder(), databaseUrl };
    expect((await runCommand('restore', [backup], target)).code).toBe(0);
    const folder = temporaryFolder();
    const full = await runCommand('backup', ['--to', folder], target, { fileBlocksMax: 1 });
    expect(full.complaint).toMatch(/not enough space/);
    expect(full.code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('only the owner of DATA_DIR may ask the server, and only for what it knows', async () => {
  expect(statSync(path.join(server.dataDir, 'control.sock')).mode & 0o777).toBe(0o600);
  await expect(askServer(server.dataDir, 'constructor')).rejects.toThrow('does not know');
  await expect(askServer(server.dataDir, 'copy-database', { since: 'now' })).rejects.toThrow(
    'The server says',
  );
});
