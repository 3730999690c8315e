/**
 * Whether Cairn is installed on this device like other applications. Browsers keep an installed one's storage longer:
 * Safari deletes what a site stored when it was not used for seven days, but for one on the home screen.
 */
import { KeptNo } from './kept-no.svelte.ts';

/** Not in every browser's types: Chromium offers to install, once for each visit. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/**
 * `offered`: the browser asks the person if we say so; `by hand`: only the person can, from the browser's share menu;
 * `not offered`: this browser does not, or not now.
 */
export type InstallationState = 'installed' | 'offered' | 'by hand' | 'not offered';

class Installation {
  #offer = $state.raw<InstallOffer | null>(null);
  #isInstalled = $state.raw(isStandalone());
  /** The person does not want to be asked again; in the settings it can still be installed. */
  readonly declined = new KeptNo('cairn.installDeclined');
  readonly state: InstallationState = $derived.by(() => {
    if (this.#isInstalled) return 'installed';
    if (this.#offer) return 'offered';
    return isIos() ? 'by hand' : 'not offered';
  });

  constructor() {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault(); // We ask when it makes sense to the person.
      this.#offer = event as InstallOffer;
    });
    addEventListener('appinstalled', () => (this.#isInstalled = true));
  }

  /** Has the browser ask. An offer is good for one answer. */
  async install(): Promise<void> {
    const offer = this.#offer;
    if (offer === null) return;
    await offer.prompt();
    const { outcome } = await offer.userChoice;
    this.#offer = null;
    if (outcome === 'dismissed') this.declined.say();
  }
}

function isStandalone(): boolean {
  return (
    matchMedia('(display-mode: standalone)').matches ||
    ('standalone' in navigator && navigator.standalone === true)
  );
}

/** An iPad says that it is a Mac; no Mac has a touch screen. */
function isIos(): boolean {
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
  );
}

/** One for the page: browsers offer it once, before any part of the page is there. */
export const installation = new Installation();
