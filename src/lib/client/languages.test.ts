import { describe, expect, test } from 'vitest';
import { isLanguage, languageFor, localeFor, wantedIn } from './languages.ts';

describe('[U54] the language of a reader', () => {
  test('is the first that they want and Cairn speaks', () => {
    expect(languageFor(['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(languageFor(['AR-eg'])).toBe('ar');
    expect(languageFor(['fr', 'pl'])).toBe('en');
    expect(languageFor([])).toBe('en');
  });

  test('comes with the dates and numbers of their region', () => {
    expect(localeFor('de', ['en-GB', 'de-AT', 'de'])).toBe('de-AT');
    expect(localeFor('ar', ['en-GB'])).toBe('ar');
  });

  test('is asked for by weight, and what has none at all is not wanted', () => {
    expect(wantedIn('fr;q=0.4, ar ,de;q=0.8, en;q=0')).toEqual(['ar', 'de', 'fr']);
    expect(languageFor(wantedIn('de;q=nonsense,;;,*'))).toBe('en');
    expect(languageFor(wantedIn(null))).toBe('en');
  });

  test('is one of a closed list', () => {
    expect(isLanguage('ar')).toBe(true);
    expect(['constructor', 'fr', '', undefined, 7].some(isLanguage)).toBe(false);
  });
});
