import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser } from '@playwright/test';
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
