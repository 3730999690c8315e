/** [U46] Whether to offer notifications on this device: once, and not again after a no. The settings stay open. */
import { KeptNo } from './kept-no.svelte.ts';
import { notificationState, turnNotificationsOn } from './notifications.ts';

export class NotificationOffer {
  #isPossible = $state.raw(false);
  readonly declined = new KeptNo('cairn.notificationsDeclined');
  readonly isOpen: boolean = $derived(this.#isPossible && !this.declined.isSaid);

  constructor() {
    void this.#look();
  }

  /** Has the browser ask the person. @throws CairnError with what went wrong */
  async accept(): Promise<void> {
    const state = await turnNotificationsOn();
    this.#isPossible = false;
    if (state !== 'on') this.declined.say();
  }

  async #look(): Promise<void> {
    try {
      this.#isPossible = !this.declined.isSaid && (await notificationState()) === 'off';
    } catch {
      // This browser does not say; another visit asks again.
    }
  }
}
