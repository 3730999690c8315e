/** The language in which this page speaks, and the locale in which it writes dates and numbers. */
import { LANGUAGES, localeFor, type Language } from './languages.ts';

class Spoken {
  language = $state.raw<Language>('en');
  readonly direction: 'ltr' | 'rtl' = $derived(LANGUAGES[this.language].direction);
  readonly locale: string = $derived(localeFor(this.language, wantedLanguages()));
}

/** One for each page. Pages that the server makes speak by what they are given. */
export const spoken = new Spoken();

/** What this browser is set to, best first. */
export const wantedLanguages = (): readonly string[] =>
  (globalThis.navigator as Navigator | undefined)?.languages ?? [];
