/** Every request: who asks, may they ask from there, and what is said when something fails. */
import { building } from '$app/environment';
import { error, type Handle, type HandleServerError, type RequestEvent } from '@sveltejs/kit';
import { LANGUAGE_COOKIE, languageAskedFor, LANGUAGES, type Language } from '#client/languages.ts';
import { errorId, NOTHING_HERE, problem } from '#server/api/problem.ts';
import { reportFailure } from '#server/api/report-failure.ts';
import { application } from '#server/application.ts';
import { currentRequest } from '#server/request-scope.ts';
import type { Session } from '#server/auth.ts';
import type { Bearer } from '#server/tokens.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- how Kit is told what locals are
  namespace App {
    interface Locals {
      /** Null under addresses that ask for nobody, and for everybody who is not signed in. */
      session: Session | null;
      /** Whose token the request carries; null for most. */
      bearer: Bearer | null;
      /** Who has yet to replace a password that somebody else chose, and is not signed in before. */
      beginner: Session | null;
      /** Whole Set-Cookie values from better-auth, added to the answer. */
      cookies: string[];
      /** In which pages that the server makes speak, and notifications. */
      language: Language;
    }
  }
}

export const handle: Handle = async ({ event, resolve }) => {
  const scope = currentRequest();
  if (scope) scope.route = event.route.id ?? NO_ROUTE;
  event.locals.session = null;
  event.locals.bearer = null;
  event.locals.beginner = null;
  event.locals.cookies = [];
  event.locals.language = languageAskedFor(
    event.cookies.get(LANGUAGE_COOKIE),
    event.request.headers.get('accept-language'),
  );
  if (building) return inLanguage(event, resolve);
  const answer =
    refuse(event) ??
    (await findSession(event)) ??
    (await sendElsewhere(event)) ??
    asProblem(event, await inLanguage(event, resolve));
  for (const cookie of event.locals.cookies) answer.headers.append('set-cookie', cookie);
  for (const [name, value] of Object.entries(HEADERS)) answer.headers.set(name, value);
  if (event.url.protocol === 'https:') answer.headers.set('strict-transport-security', 'max-age=31536000');
  if (!answer.headers.has('cache-control') && asksForPerson(event))
    answer.headers.set('cache-control', 'no-store');
  return answer;
};

const NO_ROUTE = 'none';

/** Says which language a page is in, and from which side it is read; the API is described in English. */
const inLanguage = (event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']) => {
  const language = event.url.pathname.startsWith('/api') ? 'en' : event.locals.language;
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%cairn.language%', language).replace('%cairn.direction%', LANGUAGES[language].direction),
  });
};

/** What the content security policy of svelte.config.js does not say. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  // Not no-referrer: with that, browsers send `Origin: null` with our own forms, which look forged then.
  // Other sites are told nothing either way.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
};

/** Kit checks the origin of forms only; here everything that may change something needs it, and JSON says so. */
function refuse({ request, route, url }: RequestEvent): Response | null {
  if (route.id === null && url.pathname.startsWith('/api/')) return problem(404, 'not-found', NOTHING_HERE);
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return null;
  // What acts by a token or by a secret address needs nobody's cookie, and no other site can make a browser send it.
  const isByProgram = tokenOf(request) !== null || route.id === WEBHOOK;
  if (!isByProgram && request.headers.get('origin') !== url.origin)
    return problem(403, 'foreign-origin', 'This request does not come from this application.');
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '');
  if (url.pathname.startsWith('/api/') && request.body !== null && !isJson)
    return problem(415, 'not-json', 'Send application/json.');
  return null;
}

/** The shell of the application is served without a question to the database: what it shows is on the device. */
const asksForPerson = ({ route }: RequestEvent): boolean => /^\/(\(out\)|api)\//.test(route.id ?? '');

const WEBHOOK = '/api/v1/hooks/[secret]';

/** What follows `Bearer`; null where the request has no such header. Only the API takes tokens. */
function tokenOf(request: Request): string | null {
  const [, token] = /^Bearer\s+(.*)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  return token ?? null;
}

async function findSession(event: RequestEvent): Promise<Response | null> {
  if (!asksForPerson(event)) return null;
  const token = event.url.pathname.startsWith('/api/') ? tokenOf(event.request) : null;
  try {
    if (token !== null) return await takeToken(event, token);
    Object.assign(event.locals, await application().auth.renewSession(event.request.headers));
    return null;
  } catch (cause) {
    // Not the same as signed out: saying so would make devices forget who they belong to.
    return unavailable(event, cause);
  }
}

/** A token stands alone: whose cookies come with it does not matter. */
async function takeToken({ locals }: RequestEvent, token: string): Promise<Response | null> {
  locals.bearer = await application().tokens.bearerOf(token);
  if (locals.bearer) return null;
  return problem(401, 'bad-token', 'This token is not, or no longer, valid.', {
    headers: { 'www-authenticate': 'Bearer realm="cairn", error="invalid_token"' },
  });
}

function unavailable(event: RequestEvent, cause: unknown): Response {
  const { code, message, id } = reportFailure(cause, at(event), 503);
  if (event.url.pathname.startsWith('/api/'))
    return problem(503, code, message, { id, headers: { 'retry-after': '2' } });
  error(503, { code, message, id });
}

/** Kit answers methods that an address does not have in plain text. */
function asProblem({ url }: RequestEvent, answer: Response): Response {
  if (answer.status !== 405 || !url.pathname.startsWith('/api/')) return answer;
  const allow = answer.headers.get('allow') ?? '';
  return problem(405, 'no-such-method', `This address takes ${allow}.`, { headers: { allow } });
}

const at = ({ request, route }: RequestEvent) => ({ method: request.method, route: route.id });

/** Before the first run there is only the first run, afterwards it is over; who is signed in need not sign in. */
async function sendElsewhere(event: RequestEvent): Promise<Response | null> {
  const page = event.route.id;
  if (!page?.startsWith('/(out)/')) return null;
  let target: string | null = null;
  try {
    const exists = (await application().organisation.current()) !== null;
    if (!exists && page !== '/(out)/welcome') target = '/welcome';
    else if (exists && event.locals.session) target = '/';
    else if (exists && event.locals.beginner) target = page === NEW_PASSWORD ? null : '/new-password';
    else if (exists && page === NEW_PASSWORD) target = '/sign-in';
    else if (exists && page === '/(out)/welcome') target = '/sign-in';
  } catch (cause) {
    return unavailable(event, cause);
  }
  return target === null ? null : new Response(null, { status: 303, headers: { location: target } });
}

const NEW_PASSWORD = '/(out)/new-password';

export const handleError: HandleServerError = ({ error: cause, event, status, message }) => {
  if (status === 404) return { code: 'not-found', message: NOTHING_HERE, id: errorId() };
  if (status < 500) return { code: 'refused', message, id: errorId() };
  const { code, message: sentence, id } = reportFailure(cause, at(event), status);
  return { code, message: sentence, id };
};
