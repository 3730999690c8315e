/** People of a test organisation, made the way real ones are: by the first run, by an invite, over HTTP. */
import type { UserId } from '#domain/ids.ts';
import { expectContract } from './contract.ts';

export interface TestPerson {
  readonly id: UserId;
  readonly name: string;
  readonly slot: number;
  readonly cookie: string;
  readonly url: string;
  /** Where their devices sync, if not at the same address. */
  readonly syncUrl?: string;
}

export const PASSWORD = 'correct horse battery';

/** Names the organisation; its owner is ada unless told otherwise. */
export async function foundOrganisation(url: string, name = 'ada'): Promise<TestPerson> {
  const form = { organisation: 'Northfield Survey', name, employeeId: name, password: PASSWORD };
  return personOf(url, name, await submit(url, '/welcome', form));
}

/** Somebody joins by an invite of the owner. */
export async function join(owner: TestPerson, name: string): Promise<TestPerson> {
  const invite = await callAs<{ url: string }>(owner, 'POST', '/api/v1/invites');
  return joinBy(invite.url, name);
}

/** Somebody joins by a link. @throws when it lets nobody in */
export async function joinBy(link: string, name: string): Promise<TestPerson> {
  const { origin, pathname } = new URL(link);
  const form = { name, employeeId: name, password: PASSWORD };
  return personOf(origin, name, await submit(origin, pathname, form));
}

/** The same person on another device: a session of its own. */
export async function signInAgain({ url, name }: Pick<TestPerson, 'url' | 'name'>): Promise<TestPerson> {
  return personOf(url, name, await submit(url, '/sign-in', { employeeId: name, password: PASSWORD }));
}

/** Sends JSON as a person and reads JSON. @throws with status and body when it is not taken */
export async function callAs<Answer>(
  person: TestPerson,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const answer = await requestAs(person, method, path, body);
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** A ticket for one socket of theirs. */
export const ticketOf = async (person: Pick<TestPerson, 'url' | 'cookie'>): Promise<string> => {
  const answer = await requestAs(person, 'POST', '/api/v1/me/tickets');
  if (!answer.ok) throw new Error(`no ticket: ${answer.status}`);
  return ((await answer.json()) as { ticket: string }).ticket;
};

/** A person, or somebody who is not signed in; or a program with a token. */
export type Caller = Pick<TestPerson, 'url'> & { readonly cookie?: string; readonly token?: string };

/** Sends a request of any outcome; whatever comes back is held against the API's document. */
export async function requestAs(
  { url, cookie, token }: Caller,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const hasBody = method !== 'GET' && body !== undefined;
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(token === undefined ? { origin: url } : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  });
  await expectContract(url, { method, path, body, answer });
  return answer;
}

async function submit(url: string, path: string, fields: Record<string, string>): Promise<string> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { origin: url, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  if (response.status !== 303 || cookie === '')
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return cookie;
}

async function personOf(url: string, name: string, cookie: string): Promise<TestPerson> {
  const response = await fetch(`${url}/api/v1/session`, { headers: { cookie } });
  const { person } = (await response.json()) as { person: { id: UserId; slot: number } };
  return { id: person.id, name, slot: person.slot, cookie, url };
}
