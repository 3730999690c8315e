/** What journeys do as people do it: by labels, roles and names, as somebody who cannot see the markup would. */
import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import type { GroupId, UserId } from '#domain/ids.ts';
import { PASSWORD, type TestPerson } from './people.ts';

export const LAPTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

export type MessageAction =
  'React' | 'Reply' | 'Edit' | 'Copy' | 'Copy link' | 'Mark unread' | 'Delete' | 'History' | 'Info';

/** One device: a browser profile of its own, with one tab. */
export class Screen {
  readonly context: BrowserContext;
  readonly page: Page;

  readonly #isPhone: boolean;

  private constructor(context: BrowserContext, page: Page, isPhone: boolean) {
    this.context = context;
    this.page = page;
    this.#isPhone = isPhone;
  }

  static async open(browser: Browser, url: string, viewport = LAPTOP): Promise<Screen> {
    const isPhone = viewport === PHONE;
    const context = await browser.newContext({
      baseURL: url,
      viewport,
      hasTouch: isPhone,
      isMobile: isPhone,
    });
    return new Screen(context, await context.newPage(), isPhone);
  }

  /** A device whose browser was started by the test itself. */
  static of(context: BrowserContext, page: Page): Screen {
    return new Screen(context, page, false);
  }

  /** A second tab of the same browser. */
  async anotherTab(): Promise<Screen> {
    const page = await this.context.newPage();
    await page.goto('/');
    return new Screen(this.context, page, this.#isPhone);
  }

  /** The first run: names the organisation and becomes its owner. */
  async found(name: string): Promise<void> {
    await this.page.goto('/');
    await this.page.getByLabel('Organisation').fill('Northfield Survey');
    await this.#fillPerson(name);
    await this.page.getByRole('button', { name: 'Create organisation' }).click();
    await this.untilIn();
  }

  async join(invite: string, name: string): Promise<void> {
    await this.page.goto(invite);
    await this.#fillPerson(name);
    await this.page.locator('main button[type=submit]').click();
    await this.untilIn();
  }

  async signIn(name: string): Promise<void> {
    await this.page.goto('/sign-in');
    await this.page.getByLabel('Employee ID').fill(name);
    await this.page.getByLabel('Password').fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.untilIn();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Menu' }).click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    const confirm = this.page.getByRole('alertdialog').or(this.page.getByRole('dialog'));
    await confirm.getByRole('button', { name: 'Sign out' }).click();
    await expect(this.page.getByLabel('Password')).toBeVisible();
  }

  /** Who is signed in here, for calls of the API beside the page. */
  async person(): Promise<TestPerson> {
    const { person } = await this.page.evaluate<{ person: { id: UserId; name: string; slot: number } }>(
      async () => (await (await fetch('/api/v1/session')).json()) as never,
    );
    const cookies = await this.context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return { ...person, cookie, url: new URL(this.page.url()).origin };
  }

  /** The group on screen. */
  get groupId(): GroupId {
    return new URL(this.page.url()).pathname.split('/')[2] as GroupId;
  }

  async untilIn(): Promise<void> {
    await expect(this.page.getByText('Up to date', { exact: true }).first()).toBeVisible();
  }

  /** Whether a service worker can serve the next reload. */
  async untilReadyForOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active?.state === 'activated') return;
      await new Promise<void>((resolve) => {
        active?.addEventListener('statechange', () => active.state === 'activated' && resolve());
      });
    });
  }

  /** Whether what is on screen has been kept for the next start. */
  async untilScreenKept(): Promise<void> {
    await expect
      .poll(() =>
        this.page.evaluate(async () =>
          (await caches.open('cairn-screens')).match(location.pathname).then(Boolean),
        ),
      )
      .toBe(true);
  }

  /** Makes an invite link in the menu. */
  async createInvite(): Promise<string> {
    await this.page.getByRole('button', { name: 'Menu' }).click();
    await this.page.getByRole('menuitem', { name: 'Invite people' }).click();
    const link = await this.page.getByRole('textbox', { name: 'Invite link' }).inputValue();
    await this.page.keyboard.press('Escape');
    return link;
  }

  /** Makes a group with these people and opens it. */
  async createGroup(name: string, members: readonly string[]): Promise<void> {
    await this.page.getByRole('button', { name: 'New conversation' }).first().click();
    const dialog = this.page.getByRole('dialog', { name: 'New conversation' });
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    for (const member of members) await dialog.getByRole('checkbox', { name: member }).check();
    await dialog.getByRole('button', { name: 'Create group' }).click();
    await this.#untilOpen(name);
  }

  /** Leaves the group on screen. */
  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: 'Details' }).click();
    await this.page.getByRole('button', { name: 'Leave group' }).click();
    const confirm = this.page.getByRole('dialog', { name: /^Leave/ }).or(this.page.getByRole('alertdialog'));
    await confirm.getByRole('button', { name: 'Leave group' }).click();
  }

  /** Opens the versions of a message. */
  async openHistory(text: string): Promise<Locator> {
    await this.message(text)
      .getByRole('button', { name: /^edited/ })
      .click();
    return this.page.getByRole('dialog', { name: 'History of this message' });
  }

  /** The list moves while something arrives in it: a click that met another row is made again. */
  async openGroup(name: string): Promise<void> {
    const link = this.page.getByRole('link', { name: new RegExp(name) }).first();
    const heading = this.#headingOf(name);
    await expect(async () => {
      if (!(await heading.isVisible())) await link.click({ timeout: 5_000 });
      await expect(heading).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await this.#untilOpen(name);
  }

  /** Opens "Not delivered" by the link that stands in the list. */
  async openNotDelivered(count: number): Promise<void> {
    await this.page
      .getByRole('navigation')
      .getByRole('link', { name: `${count} not delivered`, exact: true })
      .click();
    await expect(this.page.getByRole('heading', { name: 'Not delivered' })).toBeVisible();
  }

  /** What was not delivered and says this; its buttons are in it. */
  undelivered(text: string): Locator {
    return this.page.getByRole('article').filter({ hasText: text });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }

  get list(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  message(text: string): Locator {
    return this.list.getByRole('listitem').filter({ hasText: text });
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.page.getByRole('button', { name: 'Send' }).click();
    await expect(this.message(text)).toBeVisible();
  }

  /** Does something with a message: by the buttons that a pointer shows, else by the sheet. */
  async act(text: string, action: MessageAction): Promise<void> {
    const message = this.message(text);
    if (this.#isPhone) await message.getByRole('button', { name: 'More actions' }).tap();
    else {
      await message.getByText(text).first().hover();
      const isInSheet = ['Copy link', 'Mark unread', 'Delete', 'History', 'Info'].includes(action);
      await message.getByRole('button', { name: isInSheet ? 'More' : action, exact: true }).click();
      if (!isInSheet) return;
    }
    if (action === 'React') return;
    const button = this.page.getByRole('dialog').getByRole('button', { name: action, exact: true });
    await (this.#isPhone ? button.tap() : button.click());
  }

  async edit(text: string, newText: string): Promise<void> {
    await this.act(text, 'Edit');
    await expect(this.composer).toHaveValue(text);
    await this.send(newText);
  }

  async reply(text: string, answer: string): Promise<void> {
    await this.act(text, 'Reply');
    await this.send(answer);
  }

  async remove(text: string): Promise<void> {
    await this.act(text, 'Delete');
    const confirm = this.page.getByRole('dialog', { name: 'Delete this message?' });
    await confirm.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(confirm).toBeHidden();
  }

  async react(text: string, emoji: string): Promise<void> {
    await this.act(text, 'React');
    await this.page.getByRole('group', { name: 'React with' }).getByRole('button', { name: emoji }).click();
  }

  /** Ids and texts in the order shown. */
  async shown(): Promise<string[]> {
    return this.list
      .getByRole('listitem')
      .evaluateAll((items) =>
        items.map(
          (item) =>
            `${item.getAttribute('data-id')} ${item.querySelector('.said')?.textContent ?? 'deleted'}`,
        ),
      );
  }

  /** What a screen reader says of each message's state, oldest first; what has come further than "sent" is sent. */
  async states(): Promise<string[]> {
    const names = await this.list
      .getByRole('listitem')
      .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? ''));
    return names.map(
      (name) =>
        /on this device|saving|sent|delivered|read/.exec(name)?.[0].replace(/delivered|read/, 'sent') ??
        'no state',
    );
  }

  async goOffline(): Promise<void> {
    await this.context.setOffline(true);
    await expect(this.page.getByText('No connection').filter({ visible: true }).first()).toBeVisible();
  }

  async goOnline(): Promise<void> {
    await this.context.setOffline(false);
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  #headingOf(name: string): Locator {
    return this.page.getByRole('main').getByRole('heading', { name, level: 1 });
  }

  /** Another conversation may have been open before. */
  async #untilOpen(name: string): Promise<void> {
    await expect(this.#headingOf(name)).toBeVisible();
    await expect(this.composer).toBeVisible();
  }

  async #fillPerson(name: string): Promise<void> {
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByLabel('Employee ID').fill(name);
    await this.page.getByLabel('Password').fill(PASSWORD);
  }
}
