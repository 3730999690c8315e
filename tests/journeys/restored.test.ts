/** A database that went back in time: what it lost comes back from the browsers, and nothing comes twice. */
import { expect, test, type Browser } from '@playwright/test';
import { Screen } from '../support/journey.ts';
import { runCommand } from '../support/run-command.ts';
import { startServer, temporaryFolder, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let backup = '';
let screens: Screen[] = [];

test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(async () => {
  await Promise.all(screens.map((screen) => screen.close()));
  await server?.stop();
});

async function open(browser: Browser): Promise<Screen> {
  const screen = await Screen.open(browser, server.url);
  screens = [...screens, screen];
  return screen;
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

  await test.step('the backup is made, and nobody notices', async () => {
    const { figures, complaint } = await runCommand('backup', ['--json', '--to', temporaryFolder()], server);
    expect(complaint).toBe('');
    backup = figures['backup_file'] as string;
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
    const { figures } = await runCommand('restore', [backup, '--replace', '--json'], server);
    expect(figures).toMatchObject({ erased_again: 1, table_differences: 0, records_lost: 4 });
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

  await test.step('it is known what came back, and the tables say what the documents say', async () => {
    const { figures } = await runCommand('restore', ['--status', '--json'], server);
    expect(figures).toMatchObject({ records_lost: 4, records_brought_back: 4 });
    await server.stop();
    expect((await runCommand('verify', ['--json'], server)).figures).toEqual({ table_differences: 0 });
    await server.restart();
  });
});
