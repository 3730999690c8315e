/** Messages that are older than their group keeps them leave every device; groups are no larger than allowed. */
import { expect, test, type Browser } from '@playwright/test';
import { openDatabase } from '#server/database.ts';
import { expectAccessible } from '../support/accessible.ts';
import { LAPTOP, Screen } from '../support/journey.ts';
import { callAs, join, type TestPerson } from '../support/people.ts';
import { readRows } from '../support/read-rows.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: Screen;
let ben: Screen;
let asAda: TestPerson;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  [ada, ben] = [await Screen.open(browser, server.url, LAPTOP), await Screen.open(browser, server.url)];
  await ada.found('ada');
  await ben.join(await ada.createInvite(), 'ben');
  await ben.untilReadyForOffline();
  asAda = await ada.person();
});
test.afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await server?.stop();
});

/** As if the first messages of the group had been written long ago. */
async function age(groupId: string, upTo: number): Promise<void> {
  await server.stop();
  const database = await openDatabase({ dataDir: server.dataDir });
  await database.pool.query(
    `update messages set accepted_at = now() - interval '40 days' where group_id = $1 and seq <= $2`,
    [groupId, upTo],
  );
  await database.close();
  await server.restart();
}

test('[S15] a message older than the group keeps them leaves a device that was offline', async () => {
  test.setTimeout(180_000);
  await ada.createGroup('Ridge team', ['ben']);
  await ada.send('an old word');
  await ada.send('a young word');
  await expect.poll(() => ada.states()).toEqual(['sent', 'sent']);
  await ben.openGroup('Ridge team');
  await expect(ben.message('an old word')).toBeVisible();
  const rowsOf = (screen: Screen) => screen.page.evaluate(readRows, ada.groupId);
  await expect.poll(() => rowsOf(ben)).toContain('an old word');

  await ben.goOffline();
  await age(ada.groupId, 1);
  await ada.untilIn();
  await test.step('ada has messages deleted after 30 days, and everybody is told', async () => {
    await ada.page.getByRole('button', { name: 'Details' }).click();
    const details = ada.page.getByRole('dialog', { name: 'Ridge team' });
    await details.getByRole('button', { name: 'Change', exact: true }).click();
    await details.getByLabel('Messages are kept').selectOption('for 30 days');
    await expectAccessible(ada, 'for how long messages are kept');
    await details.getByRole('button', { name: 'Save' }).click();
    await expect(details.getByText('Messages are deleted 30 days after they were sent.')).toBeVisible();
    await ada.page.keyboard.press('Escape');
    await expect(ada.list.getByText('You had messages deleted after 30 days')).toBeVisible();
    await expect(ada.message('an old word')).toHaveCount(0);
  });

  await expect(ben.message('an old word')).toBeVisible();
  await ben.goOnline();
  await expect(ben.list.getByText(/ada.* had messages deleted after 30 days/)).toBeVisible();
  await expect(ben.message('an old word')).toHaveCount(0);
  for (const screen of [ada, ben]) {
    await expect.poll(() => rowsOf(screen)).not.toContain('an old word');
    expect(await rowsOf(screen)).toContain('a young word');
    // Nothing says that something was there.
    expect(await screen.shown()).toHaveLength(1);
  }
});

test('[S19] a group made offline that is larger than allowed is handed back with the reason', async () => {
  await join(asAda, 'cai');
  await callAs(asAda, 'PATCH', '/api/v1/settings', { groupMembersMax: 2 });
  await ben.page.goto('/');
  await ben.untilIn();
  const begin = ben.page.getByRole('button', { name: 'New conversation' }).first();
  await begin.click();
  await expect(ben.page.getByRole('checkbox', { name: 'cai' })).toBeVisible();
  await ben.page.keyboard.press('Escape');
  await ben.goOffline();
  await ben.createGroup('Everybody', ['ada', 'cai']);
  await ben.send('Nobody will read this.');
  await ben.goOnline();
  await ben.page.goto('/');
  await ben.openNotDelivered(1);
  await expect(ben.undelivered('Nobody will read this.')).toContainText(
    'This group could not be made: it would have more members than your organisation allows.',
  );
});
