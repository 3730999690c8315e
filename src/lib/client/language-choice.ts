/**
 * Which language somebody has chosen for this browser. Its one home is a cookie, because the pages before the sign-in
 * are made by the server and have to speak it too.
 */
import { isLanguage, LANGUAGE_COOKIE, LANGUAGE_COOKIE_DAYS, type Language } from './languages.ts';

/** Null where nobody has chosen. */
export function chosenLanguage(): Language | null {
  const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${LANGUAGE_COOKIE}=`));
  const language = found?.slice(LANGUAGE_COOKIE.length + 1);
  return isLanguage(language) ? language : null;
}

/** Also to be called again now and then: Safari forgets after seven days what a script has put there. */
export function chooseLanguage(language: Language): void {
  const days = LANGUAGE_COOKIE_DAYS * 86_400;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${LANGUAGE_COOKIE}=${language}; path=/; max-age=${days}; samesite=lax${secure}`;
}
