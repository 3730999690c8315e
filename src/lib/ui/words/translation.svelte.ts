import { languageFor, type Language } from '#client/languages.ts';
import { chooseLanguage, chosenLanguage } from '#client/language-choice.ts';
import { spoken, wantedLanguages } from '#client/spoken.svelte.ts';
import type { Catalogue } from './catalogue.ts';

/** Each in a file of its own, which the service worker keeps. */
const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Catalogue>>> = {
  de: async () => (await import('./de/index.ts')).de,
  ar: async () => (await import('./ar/index.ts')).ar,
};

let catalogue = $state.raw<Catalogue | null>(null);
let asked: Language = 'en';

/** What is said in the language that is spoken now; null for English, which lies with what says it. */
export const translation = (): Catalogue | null => catalogue;

/** Switches the whole page over at once. @throws where the language can be neither found on the device nor fetched */
export async function speak(language: Language): Promise<void> {
  asked = language;
  const found = language === 'en' ? null : await CATALOGUES[language]();
  if (asked !== language) return; // Another was chosen meanwhile.
  catalogue = found;
  spoken.language = language;
  document.documentElement.lang = language;
  document.documentElement.dir = spoken.direction;
}

/** Before anything is shown: the language chosen for this browser, or the one it is set to. */
export async function speakAsChosen(): Promise<void> {
  const chosen = chosenLanguage();
  if (chosen !== null) chooseLanguage(chosen);
  await speakIfHere(chosen ?? languageFor(wantedLanguages()));
}

/**
 * For a page that comes to the front: another tab may have chosen meanwhile. The choice is only read: a page that
 * wrote it again while it is hidden or closed would take back what the other is choosing just then.
 */
export async function speakAsElsewhere(): Promise<void> {
  const chosen = chosenLanguage();
  if (document.visibilityState === 'visible' && chosen !== null) await speakIfHere(chosen);
}

async function speakIfHere(language: Language): Promise<void> {
  try {
    await speak(language);
  } catch {
    // Neither kept nor reachable: what is spoken now is better than nothing.
  }
}
