/** The languages that Cairn speaks, each as it calls itself, with the direction in which it is written. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
} as const satisfies Record<string, { name: string; direction: 'ltr' | 'rtl' }>;

export type Language = keyof typeof LANGUAGES;

/** Holds the choice of whoever uses this browser; for pages of the server too, which people see before they sign in. */
export const LANGUAGE_COOKIE = 'cairn.language';
/** As long as browsers keep a cookie at most. */
export const LANGUAGE_COOKIE_DAYS = 400;

export const isLanguage = (text: unknown): text is Language =>
  typeof text === 'string' && Object.hasOwn(LANGUAGES, text);

/** The first language that is wanted and spoken; English where none is. @param wanted tags such as `de-AT`, best first */
export const languageFor = (wanted: readonly string[]): Language =>
  wanted.map(languageOfTag).find(isLanguage) ?? 'en';

/** What a request asks for: the choice in its cookie, or the best of its `Accept-Language` header. */
export const languageAskedFor = (cookie: string | undefined, header: string | null): Language =>
  isLanguage(cookie) ? cookie : languageFor(wantedIn(header));

/** In which locale dates and numbers are written in a language: as the reader's region does, where that is known. */
export const localeFor = (language: Language, wanted: readonly string[]): string =>
  wanted.find((tag) => languageOfTag(tag) === language) ?? language;

/** The tags of an `Accept-Language` header, best first; those that are refused by a weight of 0 are left out. */
export function wantedIn(header: string | null): string[] {
  const weighed = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/);
    const weight = parameters.find((one) => one.startsWith('q='))?.slice(2);
    return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
  });
  return weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

const languageOfTag = (tag: string): string => tag.split('-', 1)[0]!.toLowerCase();
