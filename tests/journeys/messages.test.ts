import { expect, test, type Browser } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { PHONE, Screen } from '../support/journey.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: Screen;
let ben: Screen;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  ben = await Screen.open(browser, server.url, PHONE);
  await ben.join(await ada.createInvite(), 'ben');
  await ada.createGroup('Ridge team', ['ben']);
  await ben.openGroup('Ridge team');
});
test.afterAll(async () => {
  for (const screen of [ada, ben]) await screen?.close();
  await server?.stop();
});

/** Types into the composer and sends, several lines too. */
async function say(screen: Screen, text: string): Promise<void> {
  await screen.composer.fill(text);
  await screen.page.getByRole('button', { name: 'Send' }).click();
  await expect(screen.composer).toHaveValue('');
}

test('[U24] Markdown is shown as what it means: emphasis, lists, quotes, code with its white space', async () => {
  await say(ada, 'The **pump** is _back_, ~~broken~~, see `valve[2]`');
  const first = ben.message('The pump is back');
  await expect(first.locator('strong')).toHaveText('pump');
  await expect(first.locator('em')).toHaveText('back');
  await expect(first.locator('s')).toHaveText('broken');
  await expect(first.locator('code')).toHaveText('valve[2]');
  const list = ada.page.getByRole('navigation', { name: 'Conversations' });
  await expect(list).toContainText('The pump is back, broken, see valve[2]');
  await say(ada, 'Take along:\n- hose\n- two clamps\n\n> is the gate open?\nYes.');
  const second = ben.message('Take along');
  await expect(second.getByRole('list').getByRole('listitem')).toHaveText(['hose', 'two clamps']);
  await expect(second.locator('blockquote')).toHaveText('is the gate open?');
  const code = `if (pressure > 3.5) {\n    open(${'valve, '.repeat(30)});\n}`;
  await say(ada, `Run this:\n\`\`\`js\n${code}\n\`\`\``);
  for (const screen of [ada, ben]) {
    const block = screen.message('Run this').getByRole('region', { name: 'Code' });
    expect(await block.textContent()).toBe(code);
    const { scrolls, page } = await block.evaluate((pre) => ({
      scrolls: pre.scrollWidth > pre.clientWidth,
      page: document.documentElement.scrollWidth <= innerWidth,
    }));
    expect([scrolls, page]).toEqual([true, true]);
  }
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ada.message('Run this').getByRole('button', { name: 'Copy code' }).click();
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe(code);
});

test('[U55] a link says where it leads, and only http, https and mailto lead anywhere', async () => {
  await say(ada, 'Map: [the bank](https://elsewhere.example/x) and https://a.example/map.');
  const message = ben.message('the bank');
  await expect(message.locator('a').first()).toHaveAttribute('href', 'https://elsewhere.example/x');
  await expect(message.locator('a').first()).toHaveAttribute('rel', /noopener/);
  await expect(message.getByText('(elsewhere.example)')).toBeVisible();
  await expect(message.locator('a').nth(1)).toHaveText('https://a.example/map');
});

test('[U23] emoji alone are large, and a very long message is folded until it is asked for', async () => {
  await say(ada, '🎉');
  const size = (text: string) =>
    ben
      .message(text)
      .locator('.said')
      .evaluate((said) => parseFloat(getComputedStyle(said).fontSize));
  expect(await size('🎉')).toBeGreaterThan(2 * (await size('The pump is back')));
  await say(ada, `Report of the day. ${'All is well at the ridge. '.repeat(120)}The end.`);
  const long = ben.message('Report of the day');
  const height = () => long.evaluate((item) => item.getBoundingClientRect().height);
  const folded = await height();
  await long.getByRole('button', { name: 'Show more' }).tap();
  expect(await height()).toBeGreaterThan(1.5 * folded);
  await long.getByRole('button', { name: 'Show less' }).tap();
  expect(await height()).toBe(folded);
});

test('[U6] [U8] people and emoji are completed by the keyboard, offline too, and an outsider is pointed out', async ({
  browser,
}) => {
  const cai = await Screen.open(browser, server.url);
  await cai.join(await ada.createInvite(), 'cai');
  await cai.close();
  await ada.goOffline();
  const { page, composer } = ada;
  const suggestions = page.getByRole('listbox', { name: 'Suggestions' });
  await composer.pressSequentially('thanks @b');
  await expect(suggestions.getByRole('option', { name: /ben/ })).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(ada, 'suggestions');
  await composer.press('Enter');
  await expect(composer).toHaveValue('thanks @ben ');
  await composer.pressSequentially(':tada');
  await expect(suggestions.getByRole('option').first()).toBeVisible();
  await composer.press('Tab');
  await expect(composer).toHaveValue('thanks @ben 🎉');
  await composer.pressSequentially(' :rocket:');
  await expect(composer).toHaveValue('thanks @ben 🎉 🚀');
  await composer.press('ControlOrMeta+z');
  await expect(composer).toHaveValue('thanks @ben 🎉 :rocket:');
  await composer.pressSequentially(' @ca');
  await expect(suggestions.getByRole('option', { name: /not in this group/ })).toBeVisible();
  await composer.press('Escape');
  await composer.pressSequentially('i');
  await expect(page.getByText('cai is not in this group and will not see this.')).toBeVisible();
  await composer.fill('thanks @ben');
  await composer.press('Enter'); // Takes what is suggested.
  await composer.press('Enter');
  await ada.goOnline();
  await expect(ben.message('thanks').getByTitle('ben')).toBeVisible();
});

test('[U22] any emoji can be a reaction, a link leads to the message, and its times and readers are told', async () => {
  await ada.send('The gate is open');
  await ada.act('The gate is open', 'React');
  await ada.page.getByRole('button', { name: 'Other emoji' }).click();
  await ada.page.getByRole('searchbox', { name: 'Search emoji' }).fill('wrench');
  await expectAccessible(ada, 'emoji');
  await ada.page.getByRole('group', { name: 'Found' }).getByRole('button').first().click();
  await expect(ben.message('The gate is open').getByRole('button', { name: /🔧/ })).toBeVisible();
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ada.act('The gate is open', 'Copy link');
  const link = await ada.page.evaluate(() => navigator.clipboard.readText());
  await ada.page.goto(link);
  await expect(ada.message('The gate is open')).toBeFocused();
  await ada.act('The gate is open', 'Info');
  const info = ada.page.getByRole('dialog', { name: 'About this message' });
  await expect(info.getByText('Read by')).toBeVisible();
  await expect(info.getByText('ben', { exact: true })).toHaveCount(2);
  await expectAccessible(ada, 'info');
});
