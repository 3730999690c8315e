/** [U46] Whether to offer notifications on this device: once, and not again after a no. The settings stay open. */
import { notificationState, turnNotificationsOn } from './notifications.ts';

const DECLINED = 'cairn.notificationsDeclined';

export class NotificationOffer {
  #isPossible = $state.raw(false);
  #isDeclined = $state.raw(localStorage.getItem(DECLINED) !== null);
  readonly isOpen: boolean = $derived(this.#isPossible && !this.#isDeclined);

  constructor() {
    void this.#look();
  }

  /** Has the browser ask the person. @throws CairnError with what went wrong */
  async accept(): Promise<void> {
    const state = await turnNotificationsOn();
    this.#isPossible = false;
    if (state !== 'on') this.decline();
  }

  decline(): void {
    this.#isDeclined = true;
    localStorage.setItem(DECLINED, String(Date.now()));
  }

  async #look(): Promise<void> {
    try {
      this.#isPossible = !this.#isDeclined && (await notificationState()) === 'off';
    } catch {
      // This browser does not say; another visit asks again.
    }
  }
}
