/** Groups, channels and direct conversations, as people make them, with and without a network. */
import { expect, test, type Browser } from '@playwright/test';
import { Screen } from '../support/journey.ts';
import { callAs, type TestPerson } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

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
  await ben.join(await ada.createInvite(), 'ben');
  for (const screen of [ada, ben]) await screen.untilReadyForOffline();
  [asAda, asBen] = [await ada.person(), await ben.person()];
});
test.afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await server?.stop();
});

async function openDirect(screen: Screen, name: string): Promise<void> {
  await screen.page.getByRole('button', { name: 'New conversation' }).first().click();
  const dialog = screen.page.getByRole('dialog', { name: 'New conversation' });
  await dialog.getByRole('checkbox', { name }).check();
  await dialog.getByRole('button', { name: 'Open conversation' }).click();
  await expect(screen.page.getByRole('main').getByRole('heading', { name, level: 1 })).toBeVisible();
}

test('[S23] [S22] a direct conversation that both open offline becomes one', async () => {
  for (const screen of [ada, ben]) await screen.goOffline();
  await openDirect(ada, 'ben');
  await ada.send('Are you there?');
  await ada.react('Are you there?', '👍');
  await openDirect(ben, 'ada');
  await ben.send('I am here.');
  expect(ada.groupId).toBe(ben.groupId);
  await ada.page.reload();
  await expect(ada.message('Are you there?')).toBeVisible();
  expect(await ada.states()).toEqual(['on this device']);
  for (const screen of [ada, ben]) await screen.goOnline();
  for (const screen of [ada, ben]) {
    await expect(screen.message('Are you there?')).toBeVisible();
    await expect(screen.message('I am here.')).toBeVisible();
    await expect.poll(() => screen.states()).toEqual(['sent', 'sent']);
    await screen.untilIn();
  }
  expect(await ben.shown()).toEqual(await ada.shown());
});

test('[S22] groups that two people make offline are there at once, and for the others at the next connection', async () => {
  for (const screen of [ada, ben]) await screen.goOffline();
  await ada.createGroup('Made by ada', ['ben']);
  await ada.send('Written before anybody knew.');
  await ada.edit('Written before anybody knew.', 'Edited before anybody knew.');
  await ben.createGroup('Made by ben', ['ada']);
  await ben.send('The same from ben.');
  await ben.page.reload();
  await expect(ben.message('The same from ben.')).toBeVisible();
  for (const screen of [ada, ben]) await screen.goOnline();
  await ben.openGroup('Made by ada');
  await expect(ben.message('Edited before anybody knew.')).toBeVisible();
  await ada.openGroup('Made by ben');
  await expect(ada.message('The same from ben.')).toBeVisible();
  for (const screen of [ada, ben]) await screen.untilIn();
});

test('[S22] [S19] what was written in a group that the server does not make ends in "Not delivered"', async () => {
  await ben.goOffline();
  await openDirect(ben, 'ada');
  await ben.createGroup('Never made', ['ada']);
  await ben.send('Kept all the same.');
  const id = ben.groupId;
  // Somebody took the id: the server will not make another group under it.
  await callAs(asAda, 'POST', '/api/v1/groups', { id, name: 'Taken', members: [] });
  await ben.goOnline();
  await expect(ben.page.getByText('This conversation is not on this device.')).toBeVisible();
  await ben.openNotDelivered(1);
  await expect(ben.undelivered('Kept all the same.')).toContainText(
    'The server did not make this conversation.',
  );
});

test('[S22] a conversation that the server does not make is named in "Not delivered", though nothing was written in it', async () => {
  await ben.goOffline();
  await ben.createGroup('Never written in', ['ada']);
  const before = ben.groupId;
  await callAs(asAda, 'POST', '/api/v1/groups', { id: before, name: 'Taken too', members: [] });
  await ben.goOnline();
  await expect(ben.page.getByText('1 conversation was not delivered.')).toBeVisible();
  await ben.openNotDelivered(2);
  const group = ben.page.getByRole('region', { name: 'Never written in' });
  await expect(group).toContainText('The server did not make this conversation.');
  await group.getByRole('button', { name: 'Delete' }).click();
  await ben.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(group).toHaveCount(0);
});

test('a channel is made, found by its preview and joined', async () => {
  await ada.page.getByRole('button', { name: 'New conversation' }).first().click();
  const making = ada.page.getByRole('dialog', { name: 'New conversation' });
  await making.getByRole('radio', { name: 'New channel' }).check({ force: true });
  await making.getByLabel('Name').fill('Weather');
  await making.getByLabel('What it is for').fill('Forecasts and warnings');
  await making.getByRole('button', { name: 'Create channel' }).click();
  await expect(ada.page.getByRole('main').getByRole('heading', { name: 'Weather', level: 1 })).toBeVisible();
  await ada.send('Storm from the west.');
  await expect.poll(() => ada.states()).toEqual(['sent']);
  await ben.page.getByRole('button', { name: 'New conversation' }).first().click();
  const joining = ben.page.getByRole('dialog', { name: 'New conversation' });
  await joining.getByRole('radio', { name: 'Join a channel' }).check({ force: true });
  const row = joining.getByRole('listitem').filter({ hasText: 'Weather' });
  await expect(row).toContainText('Forecasts and warnings');
  await expect(row).toContainText('1 member');
  await row.getByRole('button', { name: 'Join Weather' }).click();
  await expect(ben.message('Storm from the west.')).toBeVisible();
});

test('[S21] who is added to a group sees only what follows, where the group says so', async ({ browser }) => {
  await ada.page.goto('/');
  const cai = await Screen.open(browser, server.url);
  await cai.join(await ada.createInvite(), 'cai');
  await ada.createGroup('Closed past', ['ben']);
  await ada.send('Before cai came.');
  await expect.poll(() => ada.states()).toEqual(['sent']);
  const details = () => ada.page.getByRole('dialog', { name: 'Closed past' });
  await ada.page.getByRole('button', { name: 'Details' }).click();
  await details().getByRole('button', { name: 'Change' }).click();
  await details().getByLabel('Who joins later sees').selectOption('joined');
  await details().getByRole('button', { name: 'Save' }).click();
  await details().getByRole('button', { name: 'Add people' }).click();
  await expect(details()).toContainText('Who is added sees only what is written from now on.');
  await details().getByRole('checkbox', { name: 'cai' }).check();
  await details().getByRole('button', { name: 'Add to group' }).click();
  await expect(details().getByRole('listitem').filter({ hasText: 'cai' })).toBeVisible();
  await ada.page.keyboard.press('Escape');
  await ada.send('After cai came.');
  await cai.openGroup('Closed past');
  await expect(cai.message('After cai came.')).toBeVisible();
  await expect(cai.message('Before cai came.')).toHaveCount(0);
  await ben.openGroup('Closed past');
  await expect(ben.message('Before cai came.')).toBeVisible();
  await expect(ben.message('After cai came.')).toBeVisible();

  await test.step('removed, the conversation goes; archived, nobody writes; reopened, they do', async () => {
    await ada.page.getByRole('button', { name: 'Details' }).click();
    await details().getByRole('button', { name: 'What to do with cai' }).click();
    await ada.page.getByRole('menuitem', { name: 'Remove from group' }).click();
    await ada.page
      .getByRole('dialog', { name: 'Remove cai?' })
      .getByRole('button', { name: 'Remove' })
      .click();
    await expect(cai.page.getByText('This conversation is not on this device.')).toBeVisible();
    await ada.page.getByRole('button', { name: 'Details' }).click();
    await details().getByRole('button', { name: 'Archive', exact: true }).click();
    const confirm = ada.page.getByRole('dialog', { name: 'Archive Closed past?' });
    await confirm.getByRole('button', { name: 'Archive' }).click();
    await expect(ben.page.getByText('You can read it, but not write.')).toBeVisible();
    await ada.page.getByRole('button', { name: 'Details' }).click();
    await details().getByRole('button', { name: 'Reopen' }).click();
    await ada.page.keyboard.press('Escape');
    await ben.send('Open again.');
    await expect(ada.message('Open again.')).toBeVisible();
  });
  await cai.close();
  expect(asBen.id).not.toBe(asAda.id);
});
