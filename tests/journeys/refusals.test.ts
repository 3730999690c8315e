/** What the server does not take is handed back; what was deleted leaves every disk. */
import { expect, test, type Browser } from '@playwright/test';
import { openDatabase } from '#server/database.ts';
import { expectAccessible } from '../support/accessible.ts';
import { LAPTOP, PHONE, Screen } from '../support/journey.ts';
import { callAs, type TestPerson } from '../support/people.ts';
import { readRows } from '../support/read-rows.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { watchFor } from '../support/watch-for.ts';

let server: ServerProcess;
let ada: Screen;
let ben: Screen;
let asAda: TestPerson;
let asBen: TestPerson;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  ben = await Screen.open(browser, server.url);
  await ben.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ben.join(await ada.createInvite(), 'ben');
  await ben.untilReadyForOffline();
  [asAda, asBen] = [await ada.person(), await ben.person()];
});
test.afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await server?.stop();
});

/** A group of both, on both screens. */
async function meet(name: string): Promise<string> {
  await ada.createGroup(name, ['ben']);
  await ada.send(`Welcome to ${name}.`);
  await ben.openGroup(name);
  await expect(ben.message(`Welcome to ${name}.`)).toBeVisible();
  return `/api/v1/groups/${ada.groupId}`;
}

test('[S19] [U28] [U33] what a removed member wrote meanwhile is handed back with the reason, copied and deleted', async () => {
  const group = await meet('Ridge team');
  await ben.goOffline();
  await ben.send('  Two spaces,\n  two lines, and nobody to read them.');
  await ben.composer.fill('Only begun');
  await callAs(asAda, 'DELETE', `${group}/members/${asBen.id}`);
  await ben.goOnline();

  await test.step('the conversation goes, and says where its unsent texts are', async () => {
    await expect(ben.page.getByText('This conversation is not on this device.')).toBeVisible();
    await expect(ben.page.getByRole('link', { name: /Ridge team/ })).toHaveCount(0);
    await expect(ben.page.locator('main')).toContainText('1 message was not delivered');
    await expect(ben.page.locator('main').getByText('Only begun')).toBeVisible();
    await ben.page.getByRole('link', { name: 'show what it was' }).click();
  });

  await test.step('the text is there with the reason, also after a reload without a network', async () => {
    const says = async () => {
      const entry = ben.undelivered('nobody to read them');
      await expect(entry).toContainText('You are no longer a member of this group.');
      await expect(entry).toContainText('You can try again if you are added to it again.');
      await expect(entry.getByRole('button', { name: 'Try again' })).toHaveCount(0);
      await expect(ben.page.getByRole('region', { name: 'Ridge team' })).toContainText('not on this device');
    };
    await says();
    await ben.context.setOffline(true);
    await ben.page.reload();
    await says();
    await ben.goOnline();
    await ben.untilIn();
  });

  await test.step('nothing of the group is left on the disk', async () => {
    const names = () =>
      ben.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
    await expect
      .poll(async () => (await names()).filter((name) => name.includes(group.split('/').at(-1)!)))
      .toEqual([]);
  });

  await test.step('it can be copied and deleted', async () => {
    const entry = ben.undelivered('nobody to read them');
    await entry.getByRole('button', { name: 'Copy' }).click();
    await expect(entry).toContainText('Copied.');
    expect(await ben.page.evaluate(() => navigator.clipboard.readText())).toBe(
      '  Two spaces,\n  two lines, and nobody to read them.',
    );
    await entry.getByRole('button', { name: 'Delete' }).click();
    await ben.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(entry).toHaveCount(0);
    await ben.page.reload();
    await expect(ben.page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
    await expect(ben.page.getByRole('link', { name: /not delivered/ })).toHaveCount(0);
  });
});

test('[S19] somebody who is added again can send what was not delivered after they were removed', async () => {
  const group = await meet('Heath team');
  await ben.goOffline();
  await ben.send('Written while away.');
  await ben.react('Welcome to Heath team.', '👍');
  await callAs(asAda, 'DELETE', `${group}/members/${asBen.id}`);
  await ben.goOnline();
  await expect(ben.page.getByText('This conversation is not on this device.')).toBeVisible();
  await ben.openNotDelivered(1);
  await expect(ben.undelivered('Written while away.')).toContainText('You are no longer a member');
  await callAs(asAda, 'POST', `${group}/members`, { members: [asBen.id] });
  await ben.undelivered('Written while away.').getByRole('button', { name: 'Try again' }).click();
  await expect(ben.undelivered('Written while away.')).toHaveCount(0);
  await expect(ada.message('Written while away.')).toBeVisible();
  await ben.openGroup('Heath team');
  await expect.poll(() => ben.states()).toEqual(['sent', 'sent']);
  expect(await ben.shown()).toEqual(await ada.shown());
});

test('[S19] [U28] [U33] what an archived group refused is marked, and goes out by "Try again" when it is open again', async () => {
  const group = await meet('Ford team');
  await ben.send('Standing message.');
  await expect.poll(() => ben.states()).toEqual(['sent', 'sent']);
  await ben.goOffline();
  await ben.send('Written too late.');
  await ben.edit('Standing message.', 'Standing message, edited too late.');
  await ben.composer.fill('Only begun');
  await callAs(asAda, 'PATCH', group, { archived: true });
  await ben.goOnline();

  await test.step('both are refused, and list, conversation and composer say so', async () => {
    const row = ben.page.getByRole('navigation').getByRole('link', { name: /Ford team/ });
    await expect(row).toContainText('2 not delivered');
    await expect(ben.page.locator('main')).toContainText('1 message and 1 edit were not delivered');
    await expect(ben.page.locator('main')).toContainText('You can read it, but not write.');
    await expect(ben.message('Written too late.')).toHaveCount(0);
    await expect(ben.message('Standing message.')).toBeVisible();
    await expect(ben.page.getByRole('button', { name: 'Send' })).toHaveCount(0);
    await expect(ben.composer).toHaveCount(0);
    await expect(ben.page.locator('main')).toContainText('Only begun');
  });

  await test.step('it cannot be tried again while the group is archived', async () => {
    await ben.openNotDelivered(2);
    for (const text of ['Written too late.', 'edited too late'])
      await expect(ben.undelivered(text)).toContainText('This group has been archived.');
    await expect(ben.page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  });

  await test.step('after the group was opened again both are delivered, and gone from here', async () => {
    await callAs(asAda, 'PATCH', group, { archived: false });
    for (const text of ['Written too late.', 'edited too late']) {
      await ben.undelivered(text).getByRole('button', { name: 'Try again' }).click();
      await expect(ben.undelivered(text)).toHaveCount(0);
    }
    await expect(ada.message('Written too late.')).toBeVisible();
    await expect(ada.message('Standing message, edited too late.')).toBeVisible();
    await ben.openGroup('Ford team');
    await expect(ben.composer).toHaveValue('Only begun');
    await expect.poll(() => ben.states()).toEqual(['sent', 'sent', 'sent']);
    expect(await ben.shown()).toEqual(await ada.shown());
    await expect(ben.page.getByText(/not delivered/)).toHaveCount(0);
  });
});

test('[U28] [U33] [U49] [U53] what was refused is shown without a violation of WCAG 2.2 AA, and 320 px wide', async () => {
  const group = await meet('Moss team');
  await ben.page.goto('/not-delivered');
  await expectAccessible(ben, 'nothing was refused');
  await ben.openGroup('Moss team');
  await ben.goOffline();
  await ben.send(`A long one: ${'and so on, '.repeat(80)}https://example.org/${'path/'.repeat(20)}`);
  await ben.send('Short.');
  await ben.composer.fill('Only begun');
  await callAs(asAda, 'PATCH', group, { archived: true });
  await ben.goOnline();
  await expect(ben.page.locator('main')).toContainText('2 messages were not delivered');
  await expectAccessible(ben, 'archived group');
  await ben.openNotDelivered(2);
  await ben.undelivered('Short.').getByRole('button', { name: 'Copy' }).click();
  await expectAccessible(ben, 'not delivered');
  await ben.undelivered('Short.').getByRole('button', { name: 'Delete' }).click();
  await expectAccessible(ben, 'deleting what was not delivered');
  await ben.page.keyboard.press('Escape');
  await ben.page.getByRole('button', { name: 'Menu' }).click();
  await ben.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(ben.page.getByText('2 messages under “Not delivered” are only on this device')).toBeVisible();
  await expectAccessible(ben, 'signing out with something not delivered');
  await ben.page.keyboard.press('Escape');

  for (const width of [320, PHONE.width]) {
    await ben.page.setViewportSize({ width, height: PHONE.height });
    await ben.page.goto('/not-delivered');
    await expect(ben.undelivered('Short.')).toBeVisible();
    await expectAccessible(ben, `not delivered, ${width} px wide`);
    await expectNoSidewaysScroll(ben);
    await ben.page.goto(`/g/${ada.groupId}`);
    await expect(ben.page.locator('main').getByText('Only begun')).toBeVisible();
    await expectAccessible(ben, `archived group, ${width} px wide`);
    await expectNoSidewaysScroll(ben);
  }
  await callAs(asAda, 'PATCH', group, { archived: false });
  await callAs(asAda, 'DELETE', `${group}/members/${asBen.id}`);
  await expect(ben.page.getByText('This conversation is not on this device.')).toBeVisible();
  await expectAccessible(ben, 'taken out of the group');
  await expectNoSidewaysScroll(ben);
  await ben.page.setViewportSize(LAPTOP);
  await ben.page.goto('/');
});

async function expectNoSidewaysScroll({ page }: Screen): Promise<void> {
  const { scrollWidth, clientWidth } = await page
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

test('[S15] a deleted text leaves the disk of a device that was away before anything new is shown there, and the server', async () => {
  await meet('Quiet team');
  await ada.send('the first wording');
  await ada.edit('the first wording', 'the secret word');
  await expect(ben.message('the secret word')).toBeVisible();
  const secrets = ['the first wording', 'the secret word'];
  const rows = () => ben.page.evaluate(readRows, ada.groupId);
  for (const text of [...secrets, 'Welcome to Quiet team.']) await expect.poll(rows).toContain(text);
  expect(await readTables()).toContain('the secret word');
  await Promise.all([ada.untilIn(), ben.untilIn()]);

  await ben.goOffline();
  await ada.remove('the secret word');
  await ada.send('something new');
  await expect.poll(() => ada.states()).toEqual(['sent', 'sent', 'sent']);
  const seen = await ben.page.evaluateHandle(watchFor, { first: 'something new', gone: 'the secret word' });
  await ben.goOnline();
  await expect(ben.message('something new')).toBeVisible();
  expect(await seen.jsonValue()).toEqual({ isThere: true, goneWasThere: false });
  for (const screen of [ada, ben]) {
    const left = () => screen.page.evaluate(readRows, ada.groupId);
    for (const text of secrets) await expect.poll(left).not.toContain(text);
    // Looked at in the right place: the rest is there.
    expect(await left()).toContain('Welcome to Quiet team.');
  }
  await expect
    .poll(
      async () => {
        const tables = await readTables();
        expect(tables).toContain('something new');
        return secrets.filter((text) => tables.includes(text));
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
});

/** Everything in every table of the server's database, what is binary read as text. */
async function readTables(): Promise<string> {
  await server.stop();
  const database = await openDatabase({ dataDir: server.dataDir });
  const { rows: columns } = await database.pool.query<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, data_type as type
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  let all = '';
  for (const { table, column, type } of columns) {
    const value = type === 'bytea' ? `"${column}"` : `convert_to("${column}"::text, 'UTF8')`;
    const { rows } = await database.pool.query<{ value: Uint8Array | null }>(
      `select ${value} as value from "${table}"`,
    );
    for (const row of rows) all += `${Buffer.from(row.value ?? []).toString()}\n`;
  }
  await database.close();
  await server.restart();
  return all;
}
