/** Finding: messages, people and conversations, in what the device holds, with and without a network. */
import { expect, test, type Browser } from '@playwright/test';
import { headDocument } from '#domain/document-names.ts';
import type { RecordId } from '#domain/ids.ts';
import { VOLUME } from '#domain/limits.ts';
import { readHead } from '#domain/server-documents.ts';
import { newId } from '#client/random.ts';
import { expectAccessible } from '../support/accessible.ts';
import { Device, makeGroup } from '../support/device.ts';
import { PHONE, Screen } from '../support/journey.ts';
import type { TestPerson } from '../support/people.ts';
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
  const cai = await Screen.open(browser, server.url);
  await cai.join(await ada.createInvite(), 'cai');
  await cai.close();
  [asAda, asBen] = [await ada.person(), await ben.person()];
  await ada.createGroup('Ridge team', ['ben']);
  await ada.send('The east gate is open');
  await ada.send('Two pumps at the east side');
  await ada.createGroup('Pumps and wells', ['ben']);
  await ada.send('Well two is dry');
  await ben.openGroup('Pumps and wells');
  await ben.send('The gate at the well is stuck');
  await expect(ada.message('stuck')).toBeVisible();
  for (const screen of [ada, ben]) await screen.untilReadyForOffline();
});
test.afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await server?.stop();
});

const field = ({ page }: Screen) => page.getByRole('searchbox', { name: 'Search messages' });
const hits = ({ page }: Screen) => page.getByRole('main').locator('a[href*="message="]');

async function search(screen: Screen, typed: string): Promise<void> {
  if (!(await field(screen).isVisible())) await screen.page.goto('/search');
  await field(screen).fill(typed);
}

test('[U41] [U18] messages are found offline; a hit is shown in its place, and there is a way back', async () => {
  await ada.goOffline();
  await search(ada, 'gat');
  await expect(hits(ada)).toHaveCount(2);
  await expect(ada.page.getByText('On this device, since today')).toBeVisible();
  await expect(ada.page.getByRole('status').filter({ hasText: '2 messages' })).toBeVisible();
  // The conversation with the newest hit is first, and what was looked for is marked.
  const headings = ada.page.getByRole('main').getByRole('heading', { level: 2 });
  await expect(headings.filter({ hasText: /Ridge|Pumps/ })).toHaveText([/Pumps and wells/, /Ridge team/]);
  await expect(hits(ada).last().locator('mark')).toHaveText('gate');
  await expectAccessible(ada, 'search with hits');
  await hits(ada).last().click();
  await expect(ada.message('The east gate is open')).toBeFocused();
  await expect(ada.message('Two pumps')).toBeVisible();
  await ada.page.getByRole('link', { name: 'Back to the search' }).click();
  await expect(field(ada)).toHaveValue('gat');
  await expect(hits(ada)).toHaveCount(2);
  await ada.page.goBack();
  await expect(ada.message('The east gate is open')).toBeVisible();
  await ada.goOnline();
});

test('[U41] operators narrow a search, and what they name that is not there is said', async () => {
  const cases = [
    ['gate from:ben', ['The gate at the well is stuck']],
    ['from:me in:ridge', ['Two pumps at the east side', 'The east gate is open']],
    ['"east gate"', ['The east gate is open']],
    ['"gate east"', []],
    ['well after:2020', ['The gate at the well is stuck', 'Well two is dry']],
    ['well before:2020-01-31', []],
    ['in:"Pumps and wells" dry', ['Well two is dry']],
  ] as const;
  await ada.page.goto('/search');
  for (const [typed, texts] of cases) {
    await search(ada, typed);
    await expect(hits(ada).locator('> span:last-child'), typed).toHaveText([...texts]);
  }
  await search(ada, 'gate from:nobody');
  await expect(ada.page.getByText('“from:nobody” is nobody and nothing on this device.')).toBeVisible();
  await search(ada, 'gate before:yesterday');
  await expect(ada.page.getByText('is no date. Write one like 2026-05-03.')).toBeVisible();
});

test('[U44] a search that finds nothing suggests how to widen it', async () => {
  await search(ada, 'gate from:ben unheard');
  await expect(ada.page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await expectAccessible(ada, 'search without hits');
  await ada.page.getByRole('button', { name: 'Without unheard' }).click();
  await expect(field(ada)).toHaveValue('gate from:ben');
  await expect(hits(ada)).toHaveCount(1);
});

test('[U41] [S12] [S15] what arrives, changes or is erased while one searches is found as it is now', async () => {
  await ben.openGroup('Ridge team');
  await search(ada, 'lantern');
  await expect(ada.page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await ben.send('A lantern for the hut');
  await expect(hits(ada)).toHaveCount(1);
  await ben.edit('A lantern for the hut', 'A candle for the hut');
  await expect(hits(ada)).toHaveCount(0);
  await search(ada, 'candle');
  await expect(hits(ada)).toHaveCount(1);
  await ben.remove('A candle for the hut');
  await expect(hits(ada)).toHaveCount(0);
});

test('[U41] what is on the disk only is found too, and shown where it stands', async () => {
  const device = new Device(asAda);
  const id = await makeGroup([asAda, asBen], 'Long story');
  const first = device.group(id, 1);
  const head = device.open(headDocument(id));
  const records = Array.from({ length: VOLUME.messages }, (_, at) => {
    return {
      id: newId<RecordId>(),
      by: asAda.id,
      text: `line ${at}${at === 3 ? ' needle' : ''}`,
      at: Date.now(),
    };
  });
  await ben.openGroup('Long story');
  void first.replica.write(() => first.volume.messages.push(records));
  await first.untilSent();
  await device.until('the next volume is open', () => readHead(head.doc)?.liveVolume === 2);
  await device.close();
  await ben.send('The end');
  await expect.poll(async () => (await ben.states()).at(-1)).toBe('sent');
  await ben.goOffline();
  await ben.page.goto('/search');
  await field(ben).fill('needle');
  await expect(hits(ben)).toHaveCount(1);
  await hits(ben).click();
  await expect(ben.message('needle')).toBeFocused();
  await expect(ben.message('line 13').first()).toBeVisible();
  await ben.goOnline();
});

test('[U36] Ctrl+K goes to conversations and people, offline too', async () => {
  await ada.page.goto('/');
  await ada.untilIn();
  await ada.goOffline();
  await ada.page.keyboard.press('Control+k');
  const dialog = ada.page.getByRole('dialog', { name: 'Find or jump to' });
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await expectAccessible(ada, 'switcher');
  await ada.page.keyboard.type('rdg');
  await expect(dialog.getByRole('option')).toHaveText([/Ridge team/, /Search messages/]);
  await ada.page.keyboard.press('Enter');
  await expect(
    ada.page.getByRole('main').getByRole('heading', { name: 'Ridge team', level: 1 }),
  ).toBeVisible();
  await expect(ada.composer).toBeFocused();
  // Somebody without a conversation: it begins.
  await ada.page.keyboard.press('Control+k');
  await ada.page.keyboard.type('cai');
  await ada.page.keyboard.press('Enter');
  await expect(ada.page.getByRole('main').getByRole('heading', { name: 'cai', level: 1 })).toBeVisible();
  // Left again, the focus is where it was.
  await ada.page.keyboard.press('Control+k');
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await ada.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(ada.composer).toBeFocused();
  await ada.goOnline();
});

test('[U36] [U47] on a phone the same is one tap away', async ({ browser }) => {
  const phone = await Screen.open(browser, server.url, PHONE);
  await phone.signIn('ada');
  await phone.page.getByRole('button', { name: 'Find or jump to…' }).tap();
  const dialog = phone.page.getByRole('dialog', { name: 'Find or jump to' });
  await dialog.getByRole('combobox').fill('gate');
  await dialog.getByRole('option', { name: /Search messages/ }).tap();
  await expect(hits(phone)).toHaveCount(2);
  await expectAccessible(phone, 'search on a phone');
  await hits(phone).first().tap();
  await expect(phone.message('stuck')).toBeVisible();
  await phone.page.getByRole('link', { name: 'Back to the search' }).tap();
  await expect(hits(phone)).toHaveCount(2);
  await phone.close();
});
