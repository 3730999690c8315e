/**
 * Signing in at a provider of OpenID Connect: with PKCE, state, nonce and a verified ID token. People are known by the
 * provider's name for them (`sub`), and the first time by the one claim that the operator trusts to be the employee id;
 * never by an e-mail address. Nothing that the provider gives is kept but that name.
 */
import type { BetterAuthOptions } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { ClientBase } from 'pg';
import * as v from 'valibot';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { log } from './log.ts';
import {
  insertPerson,
  isEmployeeId,
  nameProblem,
  newId,
  PERSON_COLUMNS,
  preparePerson,
  rowToPerson,
  tidyName,
  type People,
  type Person,
  type PersonRow,
} from './people.ts';
import type { ProviderProblem } from './provider-problem.ts';
import type { ProviderSettings } from './provider-settings.ts';
import type { SignInLimit } from './sign-in-limit.ts';

export interface IdentityProvider {
  /** As people call it. */
  readonly name: string;
  /** Where to send a browser, with what cookies. */
  begin(
    headers: Headers,
    address: string,
  ): Promise<{ location: string; cookies: string[] } | { problem: ProviderProblem }>;
  /** Takes the answer with which the provider sent it back. */
  finish(
    headers: Headers,
    query: URLSearchParams,
    address: string,
  ): Promise<{ cookies: string[]; problem?: ProviderProblem }>;
}

interface Call {
  headers: Headers;
  asResponse: true;
}
/** What is used of better-auth here. */
interface BetterAuth {
  api: {
    signInSocial(call: Call & { body: { provider: string; callbackURL: string } }): Promise<Response>;
    callbackOAuth(
      call: Call & { params: { id: string }; query: Record<string, string>; method: 'GET' },
    ): Promise<Response>;
  };
}

interface Needs {
  database: Database;
  people: People;
  limit: SignInLimit;
  withAddress(headers: Headers, address: string): Headers;
  /** better-auth on the same tables, changed by `extra`. */
  betterAuthWith(
    extra: Pick<BetterAuthOptions, 'plugins'> & { written: SessionWritten },
  ): Promise<BetterAuth>;
}
type SessionWritten = (session: { userId: string; ipAddress?: string | null | undefined }) => Promise<void>;

const PROVIDER = 'oidc';
/** A server in the field must say that it cannot reach the provider, not hang. */
const ANSWER_MS = 10_000;

export function createIdentityProvider(settings: ProviderSettings, needs: Needs): IdentityProvider {
  const { database, limit, withAddress } = needs;
  // Made at the first use: a server starts, and passwords work, where the provider cannot be reached.
  let made: Promise<BetterAuth> | undefined;

  async function betterAuth(): Promise<BetterAuth> {
    made ??= discover(settings).then((discovery) =>
      needs.betterAuthWith({
        plugins: [plugin(settings, needs, discovery)],
        written: ({ userId, ipAddress }) =>
          writeAudit(database.pool, {
            action: 'session.created',
            actor: userId,
            address: ipAddress ?? undefined,
            detail: { provider: true },
          }),
      }),
    );
    try {
      return await made;
    } catch (error) {
      made = undefined;
      throw error;
    }
  }

  return {
    name: settings.name,

    async begin(headers, address) {
      // Each leaves a row for ten minutes: as many as an office may sign in, and no more.
      if ('retryAfterMs' in limit.take(newId(), address)) return { problem: 'too-many' };
      let better: BetterAuth;
      try {
        better = await betterAuth();
      } catch (error) {
        log.warn({ event: 'provider-unreachable', error: (error as Error).message });
        return { problem: 'unreachable' };
      }
      const body = { provider: PROVIDER, callbackURL: '/' };
      const answer = await better.api.signInSocial({ body, headers, asResponse: true });
      const { url } = (await answer.json()) as { url?: string };
      if (!answer.ok || url === undefined) throw new Error(`no way to the provider: ${answer.status}`);
      return { location: url, cookies: answer.headers.getSetCookie() };
    },

    async finish(headers, query, address) {
      let better: BetterAuth;
      try {
        better = await betterAuth();
      } catch {
        return { cookies: [], problem: 'unreachable' };
      }
      const answer = await better.api.callbackOAuth({
        headers: withAddress(headers, address),
        method: 'GET',
        params: { id: PROVIDER },
        query: Object.fromEntries(query),
        asResponse: true,
      });
      const code = await refusalIn(answer);
      const cookies = answer.headers.getSetCookie();
      if (code === null) return { cookies };
      log.info({ event: 'sign-in-provider-refused', code: code.slice(0, 60) });
      const problem = query.has('error') ? 'cancelled' : (PROBLEMS.get(code) ?? 'refused');
      await writeAudit(database.pool, {
        action: 'session.refused',
        actor: null,
        address,
        detail: { reason: `provider: ${problem}` },
      });
      return { cookies, problem };
    },
  };
}

/** What better-auth and `recognise` call a refusal, and what it is here. */
const PROBLEMS = new Map<string, ProviderProblem>([
  ['state_mismatch', 'expired'],
  ['state_not_found', 'expired'],
  ['state_invalid', 'expired'],
  ['please_restart_the_process', 'expired'],
  ['INACTIVE', 'not-active'],
  ['UNKNOWN_PERSON', 'unknown-person'],
  ['OTHER_ACCOUNT', 'other-account'],
]);

/** Null where somebody was let in. Throws what is nobody's fault but the server's. */
async function refusalIn(answer: Response): Promise<string | null> {
  const location = answer.headers.get('location');
  if (location === '/') return null;
  if (location !== null) return new URL(location, 'http://cairn.invalid').searchParams.get('error') ?? '';
  if (answer.status >= 500) throw new Error(`the sign-in at the provider failed: ${answer.status}`);
  return ((await answer.json()) as { code?: string }).code ?? '';
}

const Discovery = v.looseObject({ issuer: v.string(), userinfo_endpoint: v.optional(v.string()) });
type Discovery = v.InferOutput<typeof Discovery>;

const discoveryUrl = ({ issuer }: ProviderSettings): string => `${issuer}/.well-known/openid-configuration`;

async function discover(settings: ProviderSettings): Promise<Discovery> {
  const answer = await fetch(discoveryUrl(settings), { signal: AbortSignal.timeout(ANSWER_MS) });
  if (!answer.ok) throw new Error(`discovery answered ${answer.status}`);
  const discovery = v.parse(Discovery, await answer.json());
  // better-auth takes any (1.7.25); by the specification it is the one that was asked.
  if (discovery.issuer.replace(/\/+$/, '') !== settings.issuer)
    throw new Error('discovery names another issuer');
  return discovery;
}

function plugin(settings: ProviderSettings, needs: Needs, discovery: Discovery) {
  const { issuer, clientId, clientSecret, scope, redirectUri } = settings;
  return genericOAuth({
    config: [
      {
        providerId: PROVIDER,
        discoveryUrl: discoveryUrl(settings),
        clientId,
        ...(clientSecret === undefined
          ? { tokenEndpointAuth: { method: 'none' as const } }
          : { clientSecret }),
        redirectURI: redirectUri,
        scopes: scope,
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: true,
        // The issuer too: the same `sub` at another provider is somebody else.
        accountSubject: ({ profile }) => subjectAt(issuer, String(profile['sub'])),
        /** Called once the ID token was verified. */
        async getUserInfo({ idToken, accessToken }) {
          if (!idToken) return null;
          const claims = await withUserInfo(claimsOf(idToken), { settings, discovery, accessToken });
          const { person, isNew } = await recognise(settings, needs.database, claims);
          if (isNew) needs.people.changed(person);
          // better-auth asks for an address and does not look at it, as the account is known by now.
          const email = `${person.employeeId.toLowerCase()}@people.cairn.invalid`;
          return { id: claims.sub, sub: claims.sub, name: person.name, email, emailVerified: false };
        },
      },
    ],
  });
}

const subjectAt = (issuer: string, sub: string): string => `${issuer} ${sub}`;

const Claims = v.looseObject({ sub: v.pipe(v.string(), v.nonEmpty()) });
type Claims = v.InferOutput<typeof Claims>;

const claimsOf = (idToken: string): Claims =>
  v.parse(Claims, JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()));

/** Some providers put no more than `sub` into the ID token. */
async function withUserInfo(
  claims: Claims,
  where: { settings: ProviderSettings; discovery: Discovery; accessToken: string | undefined },
): Promise<Claims> {
  const { settings, discovery, accessToken } = where;
  const endpoint = discovery.userinfo_endpoint;
  if (claims[settings.claim] !== undefined || !endpoint || !accessToken) return claims;
  const answer = await fetch(endpoint, {
    headers: { authorization: `Bearer ${accessToken}` },
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const told = answer.ok ? v.safeParse(Claims, await answer.json()) : undefined;
  return told?.success && told.output.sub === claims.sub ? { ...told.output, ...claims } : claims;
}

/** Whose account it is. Throws APIError where there is none, or where it may not be used. */
async function recognise(
  settings: ProviderSettings,
  database: Database,
  claims: Claims,
): Promise<{ person: Person; isNew: boolean }> {
  const subject = subjectAt(settings.issuer, claims.sub);
  const employeeId = claims[settings.claim];
  const typed = typeof employeeId === 'string' ? employeeId.trim() : '';
  const newcomer = await prepareNewcomer(settings, claims, typed);
  return database.transaction(async (client) => {
    const known = await personBy(
      client,
      'id in (select user_id from accounts where account_id = $1)',
      subject,
    );
    const named = known ?? (await personBy(client, 'username = $1', typed.toLowerCase()));
    const created = named ? null : newcomer && (await join(client, newcomer));
    // Null also where somebody else's first sign-in of the same person was quicker by a hair.
    const person = named ?? created ?? (await personBy(client, 'username = $1', typed.toLowerCase()));
    if (!person) throw new APIError('FORBIDDEN', { code: 'UNKNOWN_PERSON' });
    if (!person.active) throw new APIError('FORBIDDEN', { code: 'INACTIVE' });
    if (!known) await connect(client, person, settings.issuer, subject);
    return { person, isNew: created !== null };
  });
}

/** Remembers whose account it is. Refuses where another account of the same provider is theirs already. */
async function connect(client: ClientBase, person: Person, issuer: string, subject: string): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from accounts where user_id = $1 and provider_id = $2 and starts_with(account_id, $3)
       and account_id <> $4`,
    [person.id, PROVIDER, subjectAt(issuer, ''), subject],
  );
  if (rowCount) throw new APIError('FORBIDDEN', { code: 'OTHER_ACCOUNT' });
  await client.query(
    `insert into accounts (id, account_id, provider_id, user_id) values ($1, $2, $3, $4)
     on conflict (provider_id, account_id) do nothing`,
    [newId(), subject, PROVIDER, person.id],
  );
}

async function personBy(client: ClientBase, condition: string, value: string): Promise<Person | null> {
  const { rows } = await client.query<PersonRow>(
    `select ${PERSON_COLUMNS} from users where ${condition} for update`,
    [value],
  );
  return rows[0] ? rowToPerson(rows[0]) : null;
}

type Newcomer = Awaited<ReturnType<typeof preparePerson>>;

/** Null where newcomers are refused. Before the transaction, as the hash takes its time. */
async function prepareNewcomer(
  { unknown }: ProviderSettings,
  claims: Claims,
  employeeId: string,
): Promise<Newcomer | null> {
  if (unknown !== 'join' || !isEmployeeId(employeeId)) return null;
  const told = tidyName(typeof claims['name'] === 'string' ? claims['name'] : '');
  const name = nameProblem(told, 'a name') === null ? told : employeeId;
  // Nobody knows it; an administrator can give another.
  return preparePerson({ name, employeeId, password: newId() + newId() });
}

/** Null where the organisation takes nobody, or where the employee id is taken. */
async function join(client: ClientBase, newcomer: Newcomer): Promise<Person | null> {
  const { rowCount } = await client.query(`select 1 from organisation where sign_up <> 'closed'`);
  if (rowCount === 0) return null;
  const person = await insertPerson(client, newcomer, 'member');
  if (person)
    await writeAudit(client, { action: 'person.joined', actor: person.id, detail: { provider: true } });
  return person;
}
