/** What was on screen last, painted by the service worker before the application has started. */
import { expect, test, type Browser, type CDPSession } from '@playwright/test';
import { LAPTOP, PHONE, Screen } from '../support/journey.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: Screen;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  await ada.untilReadyForOffline();
});
test.afterAll(async () => {
  await ada?.close();
  await server?.stop();
});

for (const [device, viewport] of Object.entries({ laptop: LAPTOP, phone: PHONE }))
  test(`[U31] a conversation that was read on a ${device} is painted without a network and before the application starts, each pixel where it will be`, async ({
    browser,
  }) => {
    const screen = await Screen.open(browser, server.url, viewport);
    await screen.signIn('ada');
    await screen.untilReadyForOffline();
    await screen.createGroup(`Readings on a ${device}`, []);
    for (let at = 1; at <= 12; at++) await screen.send(`Gauge ${at} stands at ${at * 7} cm.`);
    await expect.poll(async () => new Set(await screen.states())).toEqual(new Set(['sent']));
    await screen.composer.blur();
    await screen.page.mouse.move(0, 0);
    await expect.poll(() => kept(screen)).toMatch(/Gauge 12[^]*sent/);
    const clip = (await screen.page.locator('main').boundingBox())!;
    const live = await screen.page.screenshot({ clip });
    await screen.goOffline();
    const scripts = await withoutScripts(screen);
    expect(await scripts.text()).toContain('Gauge 12 stands at 84 cm');
    const painted = await screen.page.screenshot({ clip });
    await scripts.run();
    await expect(screen.message('Gauge 12')).toBeVisible();
    await expect(screen.page.locator('#kept-screen')).toHaveCount(0);
    expect(await differing(screen, live, painted)).toBeLessThan(0.001);
    await screen.close();
  });

test('[S15] what is deleted is in no kept screen, neither of its conversation nor of another whose list showed it', async ({
  browser,
}) => {
  await ada.createGroup('Camp', []);
  await ada.send('is about the weather');
  await ada.createGroup('Ridge', []);
  await ada.send('the secret word');
  await expect.poll(() => kept(ada)).toContain('the secret word');
  await ada.openGroup('Camp');
  await expect.poll(() => kept(ada)).toContain('the secret word');
  // On another device of hers.
  const other = await Screen.open(browser, server.url);
  await other.signIn('ada');
  await other.openGroup('Ridge');
  await other.remove('the secret word');
  await expect.poll(() => allKept(ada)).not.toContain('the secret word');
  await expect.poll(() => kept(ada)).toContain('is about the weather');
  expect(await allKept(ada)).not.toContain('the secret word');
  await other.close();
});

test('a screen that was kept on another day does not say what was today, and gives way when nothing starts', async () => {
  await ada.openGroup('Camp');
  await expect.poll(() => kept(ada)).toContain('is about the weather');
  await ada.page.evaluate(async () => {
    const cache = await caches.open('cairn-screens');
    const screen = (await cache.match(location.pathname))!;
    const headers = { ...Object.fromEntries(screen.headers), 'x-drawn-on': new Date(0).toDateString() };
    await cache.put(location.pathname, new Response(await screen.text(), { headers }));
  });
  const scripts = await withoutScripts(ada);
  expect(new Set(await scripts.visibilities('[data-drawn=today]'))).toEqual(new Set(['hidden']));
  expect(await scripts.visibilities('.said')).toEqual(['visible']);
  await expect.poll(() => scripts.visibilities('.said')).toEqual(['hidden']);
  await scripts.run();
  await expect(ada.message('is about the weather')).toBeVisible();
});

test('[U55] what people wrote is text in a kept screen too', async () => {
  const seen: string[] = [];
  ada.page.on('dialog', (dialog) => void seen.push(dialog.message()));
  ada.page.on('console', ({ text }) => void (/Content Security|Trusted/.test(text()) && seen.push(text())));
  const hostile = [
    '</template></style><script>alert(1)</script>',
    '<img src=x onerror=alert(2)> $& $` <!-- kept screen -->',
    '"><svg onload=alert(3)> [x](javascript:alert(4))',
  ];
  await ada.createGroup('</template><script>alert(5)</script>', []);
  for (const text of hostile) await ada.send(text);
  await ada.composer.fill('</textarea><script>alert(6)</script>');
  await expect.poll(() => kept(ada)).toContain('alert(6)');
  const scripts = await withoutScripts(ada);
  const text = await scripts.text();
  for (const one of hostile.slice(0, 2)) expect(text).toContain(one);
  for (const forbidden of ['script', 'img', '[onload]', '[onerror]', '[href^="javascript"]'])
    expect(await scripts.count(forbidden), forbidden).toBe(0);
  await scripts.run();
  await expect(ada.composer).toHaveValue('</textarea><script>alert(6)</script>');
  await ada.composer.fill('');
  expect(seen).toEqual([]);
});

test('[U54] a screen is kept in the language that is spoken', async () => {
  await ada.openGroup('Camp');
  await expect.poll(() => kept(ada)).toContain('lang="en"');
  await ada.page.goto('/settings/language');
  await ada.page.getByRole('radio', { name: 'العربية' }).check();
  await expect.poll(() => allKept(ada)).toBe('');
  await ada.page.getByRole('link', { name: /Camp/ }).click();
  await expect.poll(() => kept(ada)).toContain('lang="ar" dir="rtl"');
  await ada.page.goto('/settings/language');
  await ada.page.getByRole('radio', { name: 'English' }).check();
});

test('nothing is kept of somebody who has signed out, by no tab', async ({ browser }) => {
  const screen = await Screen.open(browser, server.url);
  await screen.signIn('ada');
  await screen.openGroup('Camp');
  const tab = await screen.anotherTab();
  await tab.openGroup('Camp');
  await expect.poll(() => kept(screen)).toContain('is about the weather');
  await screen.signOut();
  // The other tab still shows it, and something changes there: it would be kept after a rest of one second.
  await tab.page.evaluate(() => document.querySelector('h1')!.append('.'));
  await tab.page.waitForTimeout(3_000);
  expect(await allKept(screen)).toBe('');
  await screen.close();
});

/** What is kept of the page that is open. */
const kept = ({ page }: Screen): Promise<string> =>
  page.evaluate(async () => {
    const screen = await (await caches.open('cairn-screens')).match(location.pathname);
    return screen ? screen.text() : '';
  });

/** Everything that is kept. */
const allKept = ({ page }: Screen): Promise<string> =>
  page.evaluate(async () => {
    const cache = await caches.open('cairn-screens');
    const screens = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
    return (await Promise.all(screens.map((screen) => screen!.text()))).join('\n');
  });

interface Scripts {
  /** Lets them run, and loads the page anew. */
  run(): Promise<void>;
  /** The text of the kept screen; empty where there is none. */
  text(): Promise<string>;
  /** How many elements of the kept screen match. */
  count(selector: string): Promise<number>;
  /** Of the elements of the kept screen that match. */
  visibilities(selector: string): Promise<string[]>;
}

/** Loads the page anew without running a script: what is seen then is what the service worker put into it. */
async function withoutScripts({ page, context }: Screen): Promise<Scripts> {
  const devtools = await context.newCDPSession(page);
  const runScripts = async (value: boolean) => {
    await devtools.send('Emulation.setScriptExecutionDisabled', { value: !value });
    await page.reload();
  };
  await runScripts(false);
  await devtools.send('DOM.enable');
  await devtools.send('CSS.enable');
  const matching = async (selector: string): Promise<number[]> => {
    const nodeId = (await keptRoot(devtools))?.nodeId;
    expect(nodeId, 'there is a kept screen').toBeDefined();
    return (await devtools.send('DOM.querySelectorAll', { nodeId: nodeId!, selector })).nodeIds;
  };
  return {
    run: () => runScripts(true),
    text: async () => {
      const root = await keptRoot(devtools);
      return root ? textOf(root) : '';
    },
    count: async (selector) => (await matching(selector)).length,
    visibilities: async (selector) => {
      const found: string[] = [];
      for (const nodeId of await matching(selector)) {
        const { computedStyle } = await devtools.send('CSS.getComputedStyleForNode', { nodeId });
        found.push(computedStyle.find(({ name }) => name === 'visibility')!.value);
      }
      return found;
    },
  };
}

interface DomNode {
  readonly nodeId: number;
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly attributes?: string[];
  readonly children?: DomNode[];
  readonly shadowRoots?: DomNode[];
}

/** What the kept screen is drawn in: closed to scripts, not to these tools. */
async function keptRoot(devtools: CDPSession): Promise<DomNode | undefined> {
  const { root } = await devtools.send('DOM.getDocument', { depth: -1, pierce: true });
  return hostIn(root)?.shadowRoots?.[0];
}

function hostIn(node: DomNode): DomNode | undefined {
  if (node.attributes?.includes('kept-screen')) return node;
  for (const child of node.children ?? []) {
    const host = hostIn(child);
    if (host) return host;
  }
  return undefined;
}

function textOf({ nodeName, nodeValue, children = [] }: DomNode): string {
  if (nodeName === 'STYLE') return '';
  return nodeName === '#text' ? nodeValue : children.map(textOf).join('');
}

/** Which part of the pixels of two pictures differ in more than a shade. */
const differing = ({ page }: Screen, ...pictures: [Buffer, Buffer]): Promise<number> =>
  page.evaluate(
    async (encoded) => {
      const [one, other] = await Promise.all(
        encoded.map(async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const drawing = canvas.getContext('2d')!;
          drawing.drawImage(bitmap, 0, 0);
          return drawing.getImageData(0, 0, bitmap.width, bitmap.height).data;
        }),
      );
      let count = 0;
      for (let at = 0; at < one!.length; at += 4)
        if ([0, 1, 2].some((colour) => Math.abs(one![at + colour]! - other![at + colour]!) > 48)) count++;
      return count / (one!.length / 4);
    },
    pictures.map((picture) => picture.toString('base64')),
  );
