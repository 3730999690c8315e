/** What happens to groups: told between the messages, handed over, led into by links, and without an admin. */
import { expect, test, type Browser, type Locator } from '@playwright/test';
import { Screen } from '../support/journey.ts';
import { callAs, type TestPerson } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: Screen;
let ben: Screen;
let cai: Screen;
let asAda: TestPerson;
let asBen: TestPerson;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  [ben, cai] = [await Screen.open(browser, server.url), await Screen.open(browser, server.url)];
  await ben.join(await ada.createInvite(), 'ben');
  await cai.join(await ada.createInvite(), 'cai');
  [asAda, asBen] = [await ada.person(), await ben.person()];
});
test.afterAll(async () => {
  for (const screen of [ada, ben, cai]) await screen?.close();
  await server?.stop();
});

/** A line between the messages; what stands in < > is a name, which keeps its direction to itself. */
const line = ({ list }: Screen, text: string): Locator =>
  list.getByText(text.replace(/<([^>]+)>/g, '\u2068$1\u2069'), { exact: true });

async function openDetails({ page }: Screen, name: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Details' }).click();
  return page.getByRole('dialog', { name });
}

test('[U15] [S1] what happens to a group stands in its place, offline too, and is nothing unread', async () => {
  await ada.createGroup('Wells', ['ben']);
  await expect(line(ada, 'You created the group with <ben>')).toBeVisible();
  await ada.send('First');
  await expect.poll(() => ada.states()).toEqual(['sent']);
  const details = await openDetails(ada, 'Wells');
  await details.getByRole('button', { name: 'Change' }).click();
  await details.getByLabel('Name').fill('Deep wells');
  await details.getByRole('button', { name: 'Save' }).click();
  await expect(line(ada, 'You renamed the group “<Deep wells>”')).toBeVisible();
  await ada.page.keyboard.press('Escape');
  await ada.send('Second');
  await expect.poll(() => ada.states()).toEqual(['sent', 'sent']);

  await ben.openGroup('Deep wells');
  await expect(line(ben, '<ada> created the group with you')).toBeVisible();
  await expect(ben.message('Second')).toContainText('renamed the group');
  await expect(ben.message('First')).not.toContainText('renamed the group');

  await ben.page.goto('/');
  const path = `/api/v1/groups/${ada.groupId}`;
  await callAs(asAda, 'PATCH', path, { archived: true });
  await callAs(asAda, 'PATCH', path, { archived: false });
  await ben.openGroup('Deep wells');
  await expect(line(ben, '<ada> reopened the group')).toBeVisible();
  await ben.untilReadyForOffline();
  await ben.goOffline();
  await ben.page.reload();
  await expect(line(ben, '<ada> reopened the group')).toBeVisible();
  const link = ben.page.getByRole('link', { name: /Deep wells/ }).first();
  await expect(link).not.toContainText('unread');
  await ben.goOnline();
  await ben.untilIn();
});

test('the administration of a group is handed over, and everybody reads that', async () => {
  await ben.page.goto('/');
  await ben.createGroup('Pumps', ['cai']);
  await ben.send('They run.');
  await cai.openGroup('Pumps');
  const details = await openDetails(ben, 'Pumps');
  await details.getByRole('button', { name: 'What to do with cai' }).click();
  await ben.page.getByRole('menuitem', { name: 'Hand over to them' }).click();
  const confirm = ben.page.getByRole('dialog', { name: 'Hand over to cai?' });
  await confirm.getByRole('button', { name: 'Hand over' }).click();
  await expect(line(ben, 'You made <cai> an admin')).toBeVisible();
  await expect(line(ben, 'You handed the administration over')).toBeVisible();
  await expect(line(cai, '<ben> made you an admin')).toBeVisible();
  await expect(line(cai, '<ben> handed the administration over')).toBeVisible();

  const asMember = await openDetails(ben, 'Pumps');
  await expect(asMember.getByRole('listitem').filter({ hasText: 'cai' })).toContainText('admin');
  await expect(asMember.getByRole('button', { name: 'Change' })).toHaveCount(0);
  await ben.page.keyboard.press('Escape');
  const asAdmin = await openDetails(cai, 'Pumps');
  await expect(asAdmin.getByRole('button', { name: 'Change' })).toBeVisible();
  await cai.page.keyboard.press('Escape');
});

test('a conversation of several people needs no name, and each sees who else is in it', async () => {
  await ada.page.goto('/');
  await ada.page.getByRole('button', { name: 'New conversation' }).first().click();
  const dialog = ada.page.getByRole('dialog', { name: 'New conversation' });
  for (const name of ['ben', 'cai']) await dialog.getByRole('checkbox', { name }).check();
  await dialog.getByRole('button', { name: 'Start conversation' }).click();
  await expect(ada.page.getByRole('main').getByRole('heading', { name: 'ben, cai', level: 1 })).toBeVisible();
  await ada.send('All three of us.');
  await ben.openGroup('ada, cai');
  await ben.reply('All three of us.', 'Here.');
  await cai.openGroup('ada, ben');
  await cai.send('Me too.');
  for (const screen of [ada, ben, cai]) {
    await expect(screen.message('Me too.')).toBeVisible();
    await expect.poll(() => screen.states()).toEqual(['sent', 'sent', 'sent']);
  }
  expect(await cai.shown()).toEqual(await ada.shown());
});

test('an admin of a group invites guests into it, until it takes nobody any more', async ({ browser }) => {
  await ben.page.goto('/');
  await ben.createGroup('Visitors', []);
  const details = await openDetails(ben, 'Visitors');
  await details.getByRole('button', { name: 'Invite by link' }).click();
  const dialog = ben.page.getByRole('dialog', { name: 'Invite people' });
  await expect(dialog).toContainText('as a guest');
  const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await ben.page.keyboard.press('Escape');

  const dora = await Screen.open(browser, server.url);
  await dora.page.goto(link);
  await expect(dora.page.getByText('ben invites you, also into \u2068Visitors\u2069.')).toBeVisible();
  await dora.join(link, 'dora');
  await dora.openGroup('Visitors');
  await expect(line(dora, 'You joined')).toBeVisible();
  await expect(line(ben, '<dora> joined')).toBeVisible();
  await dora.send('Hello.');
  await expect(ben.message('Hello.')).toBeVisible();

  await callAs(asBen, 'PATCH', `/api/v1/groups/${ben.groupId}`, { archived: true });
  const eli = await Screen.open(browser, server.url);
  await eli.page.goto(link);
  await expect(eli.page.getByText('This link also names a group that takes nobody')).toBeVisible();
  await eli.join(link, 'eli');
  const said = eli.page.getByRole('dialog', { name: 'You have joined Northfield Survey' });
  await expect(said).toContainText('takes nobody by it any more');
  await said.getByRole('button', { name: 'Go on' }).click();
  await expect(eli.page).toHaveURL(`${server.url}/`);
  await dora.close();
  await eli.close();
});

test('an administrator appoints an admin where the last one is deactivated, and reads nothing by it', async () => {
  await ben.page.goto('/');
  await ben.createGroup('Orphans', ['cai']);
  await ben.send('What nobody else may read.');
  await expect.poll(() => ben.states()).toEqual(['sent']);
  await callAs(asAda, 'PATCH', `/api/v1/people/${asBen.id}`, { active: false });
  await ada.page.goto('/admin/groups');
  const row = ada.page.getByRole('listitem').filter({ hasText: 'Orphans' });
  await expect(row).toContainText('No active admin');
  await row.getByRole('button', { name: 'Appoint an admin of Orphans' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Appoint an admin of Orphans' });
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Appoint cai' }).click();
  await expect(dialog).toBeHidden();
  await expect(row).not.toContainText('No active admin');
  await cai.openGroup('Orphans');
  await expect(line(cai, '<ada> made you an admin')).toBeVisible();
  const details = await openDetails(cai, 'Orphans');
  await expect(details.getByRole('button', { name: 'Change' })).toBeVisible();
  await cai.page.keyboard.press('Escape');
  await ada.page.goto('/');
  await expect(ada.page.getByRole('link', { name: /Orphans/ })).toHaveCount(0);
});

test('the audit log leads to the group that it names', async () => {
  await ada.page.goto('/admin/audit');
  await ada.page.getByRole('link', { name: 'Pumps' }).first().click();
  await expect(ada.page.getByRole('button', { name: 'Archive Pumps' })).toBeVisible();
  await expect(ada.page.getByRole('button', { name: /^Archive/ })).toHaveCount(1);
  await ada.page.getByRole('link', { name: 'Show all groups' }).click();
  await expect(ada.page.getByRole('button', { name: 'Archive Deep wells' })).toBeVisible();
});

test('[U21] the trace of a deleted message is shown for as long as the organisation says', async () => {
  await ada.page.goto('/');
  await ada.openGroup('Deep wells');
  await ada.send('A slip of the tongue');
  await ada.remove('A slip of the tongue');
  await expect(ada.list.getByText('This message was deleted')).toBeVisible();
  await ada.page.goto('/admin/settings');
  await ada.page.getByLabel('Days that a deleted message leaves its trace').fill('2');
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await expect(ada.page.getByText('Saved.')).toBeVisible();
  await expect(ada.page.getByText('Requests with a token in a second')).toBeVisible();
  await ada.page.goto('/');
  await ada.openGroup('Deep wells');
  await expect(ada.message('Second')).toBeVisible();
  await expect(ada.list.getByText('This message was deleted')).toBeVisible();

  await ada.page.clock.setFixedTime(Date.now() + 3 * 86_400_000);
  await ada.page.reload();
  await expect(ada.message('Second')).toBeVisible();
  await expect(ada.list.getByText('This message was deleted')).toHaveCount(0);
  await expect(ada.page.getByRole('link', { name: /Deep wells/ }).first()).toContainText('Second');
});
