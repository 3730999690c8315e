/** A database that went back in time: what it lost comes back from the browsers, and nothing comes twice. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Browser } from '@playwright/test';
import { ERASED_FILE } from '#server/eraser.ts';
import { root } from '../../sync-server/set-up/root.mjs';
import { findNode, toolEnvironment } from '../../sync-server/set-up/runtime.mjs';
import { Screen } from '../support/journey.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let backup = '';
let screens: Screen[] = [];

test.beforeAll(async () => {
  server = await startServer();
  backup = mkdtempSync(path.join(tmpdir(), 'cairn-backup-'));
});
test.afterAll(async () => {
  await Promise.all(screens.map((screen) => screen.close()));
  await server?.stop();
  if (backup) rmSync(backup, { recursive: true, force: true });
});

async function open(browser: Browser): Promise<Screen> {
  const screen = await Screen.open(browser, server.url);
  screens = [...screens, screen];
  return screen;
}

/** As an operator would: the list of what was erased lies beside the database and is no part of a backup. */
function copyDatabase(from: string, to: string): void {
  const files = (folder: string) => readdirSync(folder).filter((name) => name !== ERASED_FILE);
  for (const name of files(to)) rmSync(path.join(to, name), { recursive: true });
  for (const name of files(from)) cpSync(path.join(from, name), path.join(to, name), { recursive: true });
}

/** What `npm run verify` says, by name. */
function verify(...options: string[]): Record<string, number> {
  const said = execFileSync(findNode(), ['sync-server/verify/main.ts', '--json', ...options], {
    cwd: root,
    env: { ...toolEnvironment(), DATA_DIR: server.dataDir, DATABASE_URL: '' },
    encoding: 'utf8',
  });
  const lines = said.split('\n').filter((line) => line.startsWith('{'));
  return Object.fromEntries(
    lines.map((line) => {
      const { name, value } = JSON.parse(line) as { name: string; value: number };
      return [name, value];
    }),
  );
}

const texts = async (screen: Screen): Promise<string[]> =>
  (await screen.shown()).map((one) => one.split(' ').slice(1).join(' '));

test('[S1] [S15] [S25] a database restored from a backup gets back from the browsers what it lost, and nothing twice', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const [ada, ben] = [await open(browser), await open(browser)];
  await ada.found('ada');
  await ben.join(await ada.createInvite(), 'ben');
  await ben.untilReadyForOffline();
  await ada.createGroup('Ridge team', ['ben']);
  await ada.send('Deleted after the backup.');
  await ben.openGroup('Ridge team');
  await ben.send('Written before the backup.');
  await expect(ada.message('Written before the backup.')).toBeVisible();

  await test.step('the backup is made', async () => {
    await server.stop();
    copyDatabase(server.dataDir, backup);
    await server.restart();
    await Promise.all([ada.untilIn(), ben.untilIn()]);
  });

  await test.step('both go on, and ben goes away with a message', async () => {
    await ada.send('Ada, after the backup.');
    await ben.send('Ben, after the backup.');
    await ben.edit('Written before the backup.', 'Edited after the backup.');
    await ben.react('Ada, after the backup.', '👍');
    await ada.remove('Deleted after the backup.');
    await expect(ada.message('Edited after the backup.')).toBeVisible();
    await expect(ada.message('Ada, after the backup.')).toContainText('👍');
    await expect(ben.list).not.toContainText('Deleted after the backup.');
    await expect.poll(() => ben.states()).toEqual(Array(4).fill('sent'));
    await ben.goOffline();
    await ben.send('Ben, away.');
  });
  const before = await ada.shown();
  expect(before).toHaveLength(4);

  await test.step('the disk is lost, and the backup takes its place', async () => {
    await server.stop();
    copyDatabase(backup, server.dataDir);
    expect(verify('--restored')).toEqual({ epoch: 2, erased_again: 1, table_differences: 0 });
    await server.restart();
  });

  await test.step('ada brings what she wrote; ben, who comes later, what he wrote', async () => {
    await ada.untilIn();
    await expect(ada.message('Ada, after the backup.')).toHaveCount(1);
    await ben.goOnline();
    await ben.untilIn();
    for (const screen of [ada, ben]) {
      await expect(screen.message('Ben, away.')).toHaveCount(1);
      await expect(screen.message('Ada, after the backup.')).toContainText('👍');
      await expect(screen.message('Edited after the backup.')).toHaveCount(1);
    }
    await expect.poll(() => ben.states()).toEqual(Array(5).fill('sent'));
    await expect.poll(() => ada.states()).toEqual(Array(5).fill('sent'));
  });

  await test.step('nothing is there twice or back from the dead, on both and on a new device', async () => {
    const fresh = await open(browser);
    await fresh.signIn('ben');
    await fresh.openGroup('Ridge team');
    await expect(fresh.message('Ben, away.')).toBeVisible();
    const shown = await fresh.shown();
    expect(new Set(shown).size).toBe(5);
    expect(new Set(shown.slice(0, 4))).toEqual(new Set(before));
    expect(await texts(fresh)).toContain('deleted');
    for (const screen of [ada, ben]) {
      expect(await screen.shown()).toEqual(shown);
      await screen.page.reload();
      await screen.untilIn();
      await expect.poll(() => screen.shown()).toEqual(shown);
      await expect(screen.page.getByText(/not delivered/)).toHaveCount(0);
    }
  });

  await test.step('the tables say what the documents say', async () => {
    await server.stop();
    expect(verify()).toEqual({ table_differences: 0 });
    await server.restart();
  });
});
