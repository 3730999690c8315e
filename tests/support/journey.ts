/** What journeys do as people do it: by labels, roles and names, as somebody who cannot see the markup would. */
import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { PASSWORD } from './people.ts';

export const LAPTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** One device: a browser profile of its own, with one tab. */
export class Screen {
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  static async open(browser: Browser, url: string, viewport = LAPTOP): Promise<Screen> {
    const isPhone = viewport === PHONE;
    const context = await browser.newContext({
      baseURL: url,
      viewport,
      hasTouch: isPhone,
      isMobile: isPhone,
    });
    return new Screen(context, await context.newPage());
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

  async untilIn(): Promise<void> {
    await expect(this.page.getByText('Up to date')).toBeVisible();
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

  async openGroup(name: string): Promise<void> {
    await this.page.getByRole('link', { name: new RegExp(name) }).click();
    await expect(this.composer).toBeVisible();
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

  /** Opens what can be done with a message and does one of it. */
  async act(text: string, action: 'React' | 'Reply' | 'Edit' | 'Delete'): Promise<void> {
    const message = this.message(text);
    await message.hover();
    const button = message.getByRole('button', { name: action, exact: true });
    if (!(await button.isVisible())) await message.getByRole('button', { name: 'More actions' }).click();
    await message
      .or(this.page.getByRole('menu'))
      .getByRole('button', { name: action, exact: true })
      .or(this.page.getByRole('menuitem', { name: action, exact: true }))
      .first()
      .click();
  }

  async edit(text: string, newText: string): Promise<void> {
    await this.act(text, 'Edit');
    await this.send(newText);
  }

  async remove(text: string): Promise<void> {
    await this.act(text, 'Delete');
    await this.page
      .getByRole('alertdialog')
      .or(this.page.getByRole('dialog'))
      .getByRole('button', { name: 'Delete' })
      .click();
  }

  async react(text: string, emoji: string): Promise<void> {
    await this.act(text, 'React');
    await this.page.getByRole('button', { name: emoji }).first().click();
  }

  /** The messages as a screen reader names them, without what changes by the hour. */
  async texts(): Promise<string[]> {
    return this.list.getByRole('listitem').locator('[data-text]').allTextContents();
  }

  async goOffline(): Promise<void> {
    await this.context.setOffline(true);
    await expect(this.page.getByText('No connection', { exact: false }).first()).toBeVisible();
  }

  async goOnline(): Promise<void> {
    await this.context.setOffline(false);
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  async #fillPerson(name: string): Promise<void> {
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByLabel('Employee ID').fill(name);
    await this.page.getByLabel('Password').fill(PASSWORD);
  }
}
