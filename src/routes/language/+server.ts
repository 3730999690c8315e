import { redirect } from '@sveltejs/kit';
import { isLanguage, LANGUAGE_COOKIE, LANGUAGE_COOKIE_DAYS } from '#client/languages.ts';
import type { RequestHandler } from './$types';

/** Keeps the language that somebody chose who is not signed in, and goes back to where they were. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  const language = form.get('language');
  if (isLanguage(language)) {
    const maxAge = LANGUAGE_COOKIE_DAYS * 86_400;
    // The application, which works offline, reads and changes it too.
    const shared = { httpOnly: false, secure: url.protocol === 'https:', sameSite: 'lax' } as const;
    cookies.set(LANGUAGE_COOKIE, language, { path: '/', maxAge, ...shared });
  }
  redirect(303, pathIn(form.get('to')));
};

/** An address of our own: `//` would lead to another site. */
const pathIn = (to: FormDataEntryValue | null): string =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/';
