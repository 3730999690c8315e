/** What the server does not take is handed back; what was deleted leaves every disk. */
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
    await expect(ben.page.getByText('Only begun')).toBeVisible();
    await ben.page.getByRole('link', { name: 'show what it was' }).click();
  });

  await test.step('the text is there with the reason, also after a reload without a network', async () => {
    const says = async () => {
      const entry = ben.undelivered('nobody to read them');
      await expect(entry).toContainText('You are no longer a member of this group.');
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

test('[S19] [U28] [U33] what an archived group refused is marked, and goes out by "Try again" when it is open again', async () => {
  const group = await meet('Ford team');
  await ben.send('Standing message.');
  await expect.poll(() => ben.states()).toEqual(['sent', 'sent']);
  await ben.goOffline();
  await ben.send('Written too late.');
  await ben.edit('Standing message.', 'Standing message, edited too late.');
  await callAs(asAda, 'PATCH', group, { archived: true });
  await ben.goOnline();

  await test.step('both are refused, and list, conversation and composer say so', async () => {
    const row = ben.page.getByRole('navigation').getByRole('link', { name: /Ford team/ });
    await expect(row).toContainText('2 not delivered');
    await expect(ben.page.locator('main')).toContainText('1 message and 1 edit were not delivered');
    await expect(ben.page.locator('main')).toContainText('You can read it, but not write.');
    await expect(ben.message('Written too late.')).toHaveCount(0);
    await expect(ben.message('Standing message.')).toBeVisible();
    await expect(ben.page.getByRole('button', { name: 'Send' })).toBeDisabled();
    await expect(ben.composer).not.toBeEditable();
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
    await expect.poll(() => ben.states()).toEqual(['sent', 'sent', 'sent']);
    expect(await ben.shown()).toEqual(await ada.shown());
    await expect(ben.page.getByText(/not delivered/)).toHaveCount(0);
  });
});

test('[S15] a deleted text leaves the disk of a device that was away before anything new is shown there', async () => {
  await meet('Quiet team');
  await ada.send('the secret word');
  await expect(ben.message('the secret word')).toBeVisible();
  const rows = () => ben.page.evaluate(readRows, ada.groupId);
  await expect.poll(rows).toContain('the secret word');
  await ben.goOffline();
  await ada.remove('the secret word');
  await ada.send('something new');
  await expect.poll(() => ada.states()).toEqual(['sent', 'sent', 'sent']);
  await ben.goOnline();
  await expect(ben.message('something new')).toBeVisible();
  await expect(ben.list).not.toContainText('the secret word');
  await expect.poll(rows).not.toContain('the secret word');
  // Looked at in the right place: the rest is there.
  expect(await rows()).toContain('Welcome to Quiet team.');
});

/** In the page: the bytes of everything on the disk that belongs to a group, read as text. */
async function readRows(groupId: string): Promise<string> {
  const answered = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
  let text = '';
  for (const { name } of await indexedDB.databases()) {
    if (!name?.includes(`group/${groupId}`)) continue;
    const db = await answered(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      const values = await answered<unknown[]>(db.transaction(store).objectStore(store).getAll());
      for (const value of values)
        text += value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value);
    }
    db.close();
  }
  return text;
}
