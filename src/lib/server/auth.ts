import { randomBytes } from 'node:crypto';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { APIError, isAPIError } from 'better-auth/api';
import { hashPassword } from 'better-auth/crypto';
import { getAdapter } from 'better-auth/db/adapter';
import { username } from 'better-auth/plugins/username';
import { PostgresDialect } from 'kysely';
import type { UserId } from '#domain/ids.ts';
import type { AuditAction } from '#domain/audit-actions.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { createIdentityProvider, type IdentityProvider } from './identity-provider.ts';
import { Devices } from './devices.ts';
import { hashedSessionTokens } from './hashed-session-tokens.ts';
import { log } from './log.ts';
import { organisationSecret } from './organisation.ts';
import {
  EMPLOYEE_ID_MAX,
  isEmployeeId,
  newId,
  PASSWORD_MAX,
  PASSWORD_MIN,
  type People,
  type Person,
  type Role,
} from './people.ts';
import { isPasswordOf, passwordProblem, setFirstPassword, setOwnPassword } from './passwords.ts';
import {
  listPasskeys,
  passkeyName,
  passkeyPlugin,
  PASSKEYS_MAX,
  removePasskey,
  type Passkey,
} from './passkeys.ts';
import type { ProviderSettings } from './provider-settings.ts';
import { authenticatorUri, secondFactorPlugin } from './second-factor.ts';
import { createSignInLimit } from './sign-in-limit.ts';
import { useCode } from './used-codes.ts';

/** A device of somebody, signed in. */
export interface Session {
  person: Person;
  sessionId: string;
  expiresAt: Date;
}

/** Why a password was not changed: what was typed wrong, with its sentence. */
export type PasswordProblems = Partial<Record<'current' | 'next', string>>;

/** Signing in and out, and who a request comes from. Cookies are whole Set-Cookie values, to be passed on. */
export interface Auth {
  /** Whose session the Cookie header is; null for none, an ended one, or a deactivated person. Throws while the
   *  database is away: that is not the same as signed out. */
  sessionOf(headers: Headers): Promise<Session | null>;
  /** The same, and what renews the session once a day or clears a stale cookie. `beginner` is who came in with a
   *  password that somebody else chose: not signed in until they have chosen their own. */
  renewSession(
    headers: Headers,
  ): Promise<{ session: Session | null; beginner: Session | null; cookies: string[] }>;
  /** `problem` is a sentence, the same for unknown people and wrong passwords. */
  signIn(
    attempt: SignInAttempt,
  ): Promise<{ cookies: string[]; needs: 'nothing' | 'code' } | { problem: string }>;
  /** The second step: a code of the authenticator app, or a recovery code, which is used up. */
  signInWithCode(
    headers: Headers,
    code: string,
    address: string,
  ): Promise<{ cookies: string[] } | { problem: string; isOver: boolean }>;
  readonly secondFactor: SecondFactor;
  readonly passkeys: Passkeys;
  /** Null where the environment names none. */
  readonly provider: IdentityProvider | null;
  /** Ends the session in the database and clears the cookie. */
  signOut(headers: Headers): Promise<{ cookies: string[] }>;
  /** The devices of people; ending one cuts its sockets. */
  readonly devices: Devices;
  /** Changes one's own password and signs the other devices out. Wrong guesses count like those at the sign-in. */
  changePassword(change: PasswordChange): Promise<{ ended: number } | { problems: PasswordProblems }>;
  /** Replaces the password that somebody else chose. */
  chooseFirstPassword(beginner: Session, password: string): Promise<{ problem: string } | null>;
  /** Gives somebody a first password and signs all their devices out; answers what is wrong with the password. */
  resetPassword(userId: UserId, password: string, by: UserId): Promise<{ problem: string } | null>;
  /** Which of these sessions a request could still come from. */
  livingSessions(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface SignInAttempt {
  employeeId: string;
  password: string;
  headers: Headers;
  /** Of the client, as the server sees it: never from a header that the client may write. */
  address: string;
}

/** What setting up a second factor shows once. */
export interface NewSecondFactor {
  /** For the QR code. */
  uri: string;
  recoveryCodes: string[];
}

/** One's own second factor. Everything but the state asks for the password again. */
export interface SecondFactor {
  isOn(userId: UserId): Promise<boolean>;
  /** Makes a secret, which counts once a code of it was confirmed. */
  begin(asking: Asking): Promise<NewSecondFactor | { problem: string }>;
  confirm(
    asking: Omit<Asking, 'password'>,
    code: string,
  ): Promise<{ cookies: string[] } | { problem: string }>;
  renewRecoveryCodes(asking: Asking): Promise<{ recoveryCodes: string[] } | { problem: string }>;
  turnOff(asking: Asking): Promise<{ cookies: string[] } | { problem: string }>;
  /** For who lost the app and the recovery codes: by an administrator, who has made sure who asks. */
  reset(userId: UserId, by: UserId): Promise<void>;
}

/** What browsers take and give as JSON: `PublicKeyCredentialCreationOptionsJSON` and its kin. */
export type PasskeyJson = Record<string, unknown>;

/** Signing in with a passkey, and one's own passkeys. A challenge counts once, for five minutes, with its cookies. */
export interface Passkeys {
  of(userId: UserId): Promise<Passkey[]>;
  /** Asks for the password again. */
  begin(asking: Asking): Promise<{ options: PasskeyJson; cookies: string[] } | { problem: string }>;
  add(
    asking: Omit<Asking, 'password'>,
    made: { name: string; response: PasskeyJson },
  ): Promise<{ id: string } | { problem: string }>;
  /** @returns whether it was one of theirs */
  remove(userId: UserId, id: string): Promise<boolean>;
  challenge(
    headers: Headers,
    address: string,
  ): Promise<{ options: PasskeyJson; cookies: string[] } | { problem: string }>;
  signIn(
    attempt: { headers: Headers; address: string },
    response: PasskeyJson,
  ): Promise<{ cookies: string[] } | { problem: string }>;
}

/** A person who changes how they sign in. */
export interface Asking {
  session: Session;
  headers: Headers;
  password: string;
  address: string;
}

export interface PasswordChange {
  session: Session;
  current: string;
  next: string;
  /** Of the client, as the server sees it. */
  address: string;
}

const DAY_S = 24 * 60 * 60;
const IDLE_S = 30 * DAY_S;
/** After this a device signs in again, however busy it was. */
const LIFETIME_MS = 180 * DAY_S * 1000;
/** Written by this file only; what a client sends under this name is replaced. */
const ADDRESS_HEADER = 'x-cairn-client-address';
const NOBODY = { session: null, beginner: null };
const WRONG_CODE = 'This code is not right. Codes of the app change every 30 seconds; try the next one.';
const USED_CODE = 'This code was used already. Wait for the next one, and start again.';
const WRONG_PASSKEY =
  'This passkey does not open an account here. Sign in with your password, or try another passkey.';
const NOT_MADE =
  'The passkey was not made: it took longer than five minutes, or the device did not check you.';
const WRONG = 'The employee ID or the password is wrong.';
const INACTIVE = 'This account is not active. Ask an administrator of your organisation.';

export interface AuthOptions {
  /** Decides whether cookies are for https only. */
  origin?: string | undefined;
  /** Where people may sign in besides here. */
  provider?: ProviderSettings | undefined;
  /** Is told of each session that was ended, once that is in the database. */
  ended?: (sessionId: string) => void;
}

/** Sets up better-auth on the migrated database. */
export async function createAuth(
  database: Database,
  people: People,
  { origin, provider, ended = () => {} }: AuthOptions,
): Promise<Auth> {
  const secret = await organisationSecret(database, 'session-key', randomBytes(32).toString('base64url'));
  await database.pool.query('delete from sessions where expires_at < now()');
  const better = await betterAuthOn(database, optionsFor(database, { origin, secret }));
  const limit = createSignInLimit();
  const devices = new Devices(database, ended);
  // Made now, so that the first visitor does not pay for it.
  await better.$context;

  async function read(headers: Headers, query: { disableRefresh?: boolean }) {
    const answer = await better.api.getSession({ headers, query, returnHeaders: true });
    const found = answer.response;
    const cookies = answer.headers.getSetCookie();
    if (!found?.user.active || Date.now() - found.session.createdAt.getTime() > LIFETIME_MS)
      return { ...NOBODY, cookies };
    const session = {
      person: userToPerson(found.user),
      sessionId: found.session.id,
      expiresAt: found.session.expiresAt,
    };
    if (found.user.mustChangePassword) return { session: null, beginner: session, cookies };
    await devices.noteUse(session.sessionId);
    return { session, beginner: null, cookies };
  }

  async function sessionOf(headers: Headers): Promise<Session | null> {
    return headers.has('cookie') ? (await read(headers, { disableRefresh: true })).session : null;
  }

  /** Hashed before the transaction, which would otherwise hold the embedded database's one connection meanwhile. */
  async function changeOwnPassword({ person, sessionId }: Session, password: string): Promise<string[]> {
    const passwordHash = await hashPassword(password);
    const endedSessions = await database.transaction(async (client) => {
      await writeAudit(client, { action: 'password.changed', actor: person.id });
      return setOwnPassword(client, { userId: person.id, sessionId, passwordHash });
    });
    devices.tellEnded(endedSessions);
    return endedSessions;
  }

  const auditOwn = (action: AuditAction, { person }: Session, address: string) =>
    writeAudit(database.pool, { action, actor: person.id, address });

  /** Checks the password again; a guess counts like one at the sign-in. */
  async function refusalOf({ session, password, address }: Asking): Promise<{ problem: string } | null> {
    const attempt = limit.take(session.person.employeeId.toLowerCase(), address);
    if ('retryAfterMs' in attempt) return { problem: tooMany(attempt.retryAfterMs) };
    if (!(await isPasswordOf(database.pool, session.person.id, password)))
      return { problem: 'This is not your password. Nothing was changed.' };
    attempt.giveBack();
    return null;
  }

  const secondFactor: SecondFactor = {
    async isOn(userId) {
      const { rows } = await database.pool.query<{ on: boolean }>(
        'select two_factor_enabled as "on" from users where id = $1',
        [userId],
      );
      return rows[0]?.on ?? false;
    },
    async begin(asking) {
      if (await this.isOn(asking.session.person.id)) return { problem: 'The second factor is on already.' };
      const refusal = await refusalOf(asking);
      if (refusal) return refusal;
      const { headers, password, session } = asking;
      const made = await better.api.enableTwoFactor({ headers, body: { password } });
      if (made.method !== 'totp') throw new Error('better-auth made another factor than was asked for');
      const { rows } = await database.pool.query<{ name: string }>('select name from organisation');
      const uri = authenticatorUri(made.totpURI, rows[0]?.name ?? 'Cairn', session.person.employeeId);
      return { uri, recoveryCodes: made.backupCodes };
    },
    async confirm({ session, headers, address }, code) {
      const attempt = limit.take(session.person.employeeId.toLowerCase(), address);
      if ('retryAfterMs' in attempt) return { problem: tooMany(attempt.retryAfterMs) };
      const answer = await orRefusal(better.api.verifyTOTP({ headers, body: { code }, returnHeaders: true }));
      if (!answer) return { problem: WRONG_CODE };
      attempt.giveBack();
      await auditOwn('second-factor.on', session, address);
      // better-auth gave this device another session; its sockets come back with that.
      devices.tellEnded([session.sessionId]);
      return { cookies: answer.headers.getSetCookie() };
    },
    async renewRecoveryCodes(asking) {
      const refusal = await refusalOf(asking);
      if (refusal) return refusal;
      const { headers, password, session, address } = asking;
      const made = await orRefusal(better.api.generateBackupCodes({ headers, body: { password } }));
      if (!made) return { problem: 'The second factor is off.' };
      await auditOwn('second-factor.renewed', session, address);
      return { recoveryCodes: made.backupCodes };
    },
    async turnOff(asking) {
      const refusal = await refusalOf(asking);
      if (refusal) return refusal;
      const { headers, password, session, address } = asking;
      const answer = await better.api.disableTwoFactor({ headers, body: { password }, returnHeaders: true });
      await auditOwn('second-factor.off', session, address);
      devices.tellEnded([session.sessionId]);
      return { cookies: answer.headers.getSetCookie() };
    },
    async reset(userId, by) {
      await database.transaction(async (client) => {
        await client.query('update users set two_factor_enabled = false where id = $1', [userId]);
        await client.query('delete from second_factors where user_id = $1', [userId]);
        await writeAudit(client, {
          action: 'second-factor.reset',
          actor: by,
          target: { kind: 'person', id: userId },
        });
      });
    },
  };

  const passkeys: Passkeys = {
    of: (userId) => listPasskeys(database, userId),
    remove: (userId, id) => removePasskey(database, userId, id),
    async begin(asking) {
      const refusal = await refusalOf(asking);
      if (refusal) return refusal;
      const { headers, session } = asking;
      if ((await this.of(session.person.id)).length >= PASSKEYS_MAX)
        return { problem: `You have ${PASSKEYS_MAX} passkeys. Remove one before you make another.` };
      const made = await better.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true });
      const { name: displayName, employeeId: name } = session.person;
      const options = { ...made.response, user: { ...made.response.user, name, displayName } };
      return { options: { ...options }, cookies: made.headers.getSetCookie() };
    },
    async add({ session, headers, address }, { name, response }) {
      const body = { response, name: passkeyName(name) };
      const made = await orRefusal(better.api.verifyPasskeyRegistration({ headers, body }), [
        'FAILED_TO_VERIFY_REGISTRATION', // with 500, also where the browser's answer is at fault (1.7.6)
      ]);
      if (!made) return { problem: NOT_MADE };
      await auditOwn('passkey.added', session, address);
      return { id: made.id };
    },
    async challenge(headers, address) {
      // Each leaves a row for five minutes: as many as an office may sign in, and no more.
      const attempt = limit.take(newId(), address);
      if ('retryAfterMs' in attempt) return { problem: tooMany(attempt.retryAfterMs) };
      const made = await better.api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true });
      const options = { ...made.response, userVerification: 'required' };
      return { options, cookies: made.headers.getSetCookie() };
    },
    async signIn({ headers, address }, response) {
      try {
        const answer = await better.api.verifyPasskeyAuthentication({
          headers: withAddress(headers, address),
          body: { response: response as never },
          returnHeaders: true,
        });
        const actor = answer.response.user.id;
        await writeAudit(database.pool, {
          action: 'session.created',
          actor,
          address,
          detail: { passkey: true },
        });
        return { cookies: answer.headers.getSetCookie() };
      } catch (error) {
        if (!isAPIError(error) || error.statusCode >= 500) throw error;
        const reason = error.body?.code;
        log.info({ event: 'sign-in-passkey-refused', code: reason });
        await writeAudit(database.pool, {
          action: 'session.refused',
          actor: null,
          address,
          detail: { reason: reason === 'INACTIVE' ? 'inactive' : 'passkey' },
        });
        return { problem: reason === 'INACTIVE' ? INACTIVE : WRONG_PASSKEY };
      }
    },
  };

  return {
    sessionOf,
    devices,
    secondFactor,
    passkeys,
    provider:
      provider === undefined
        ? null
        : createIdentityProvider(provider, {
            database,
            people,
            limit,
            withAddress,
            betterAuthWith: ({ plugins, written }) => {
              const options = optionsFor(database, { origin, secret });
              const { before } = options.databaseHooks.session.create;
              return betterAuthOn(database, {
                ...options,
                plugins,
                // Nothing of the provider's is kept, and nobody is taken for another by an e-mail address.
                account: {
                  ...options.account,
                  updateAccountOnSignIn: false,
                  accountLinking: { enabled: false },
                },
                databaseHooks: { session: { create: { before, after: written } } },
              });
            },
          }),

    async signInWithCode(headers, code, address) {
      const body = { code: code.replace(/\s/g, '') };
      const call = { headers: withAddress(headers, address), body, returnHeaders: true } as const;
      try {
        const isOfApp = /^\d{6}$/.test(body.code);
        const answer = isOfApp ? await better.api.verifyTOTP(call) : await better.api.verifyBackupCode(call);
        // better-auth takes a code as often as it is shown (1.7.25), and has made the session by now; nobody has it yet.
        if (isOfApp && !(await useCode(database, answer.response.user.id, body.code))) {
          await (await better.$context).internalAdapter.deleteSession(answer.response.token!);
          return { problem: USED_CODE, isOver: true };
        }
        await writeAudit(database.pool, {
          action: 'session.created',
          actor: answer.response.user.id,
          address,
          detail: { secondFactor: true },
        });
        return { cookies: answer.headers.getSetCookie() };
      } catch (error) {
        if (!isAPIError(error) || error.statusCode >= 500) throw error;
        const reason = error.body?.code;
        log.info({ event: 'sign-in-code-refused', code: reason });
        await writeAudit(database.pool, {
          action: 'session.refused',
          actor: null,
          address,
          detail: { reason: 'code' },
        });
        if (reason === 'ACCOUNT_TEMPORARILY_LOCKED') return { problem: tooMany(15 * 60_000), isOver: false };
        const isOver = reason !== 'INVALID_CODE' && reason !== 'INVALID_BACKUP_CODE';
        return {
          problem: isOver ? 'That took too long, or too many attempts. Sign in again.' : WRONG_CODE,
          isOver,
        };
      }
    },

    async changePassword({ session, current, next, address }) {
      const problem = passwordProblem(next);
      if (problem) return { problems: { next: problem } };
      const attempt = limit.take(session.person.employeeId.toLowerCase(), address);
      if ('retryAfterMs' in attempt) return { problems: { current: tooMany(attempt.retryAfterMs) } };
      if (!(await isPasswordOf(database.pool, session.person.id, current)))
        return { problems: { current: 'This is not your current password. Nothing was changed.' } };
      attempt.giveBack();
      if (current === next) return { problems: { next: 'This is the password that you have already.' } };
      return { ended: (await changeOwnPassword(session, next)).length };
    },

    async chooseFirstPassword(beginner, password) {
      const problem = passwordProblem(password);
      if (problem) return { problem };
      if (await isPasswordOf(database.pool, beginner.person.id, password))
        return { problem: 'Choose another password than the one you were given.' };
      await changeOwnPassword(beginner, password);
      return null;
    },

    async resetPassword(userId, password, by) {
      const problem = passwordProblem(password);
      if (problem) return { problem };
      const endedSessions = await database.transaction(async (client) => {
        await writeAudit(client, {
          action: 'password.reset',
          actor: by,
          target: { kind: 'person', id: userId },
        });
        return setFirstPassword(client, userId, password);
      });
      devices.tellEnded(endedSessions);
      return null;
    },

    async renewSession(headers) {
      return headers.has('cookie') ? await read(headers, {}) : { ...NOBODY, cookies: [] };
    },

    async signIn({ employeeId, password, headers, address }) {
      const typed = employeeId.trim();
      const attempt = limit.take(typed.toLowerCase().slice(0, EMPLOYEE_ID_MAX), address);
      if ('retryAfterMs' in attempt) return { problem: tooMany(attempt.retryAfterMs) };
      try {
        const answer = await better.api.signInUsername({
          body: { username: typed, password },
          headers: withAddress(headers, address),
          returnHeaders: true,
        });
        attempt.giveBack();
        const cookies = answer.headers.getSetCookie();
        // Not in a hook of better-auth: it makes a session before it asks for the code, and takes it back (1.7.25).
        if ('twoFactorRedirect' in (answer.response as object)) return { cookies, needs: 'code' };
        const { user } = answer.response as { user: { id: string } };
        await writeAudit(database.pool, { action: 'session.created', actor: user.id, address });
        return { cookies, needs: 'nothing' };
      } catch (error) {
        if (!isAPIError(error) || error.statusCode >= 500) {
          attempt.giveBack(); // the database is away: nobody guessed anything
          throw error;
        }
        log.info({ event: 'sign-in-refused', code: error.body?.code });
        await auditRefusal(database, {
          employeeId: typed,
          address,
          isInactive: error.body?.code === 'INACTIVE',
        });
        return { problem: error.body?.code === 'INACTIVE' ? INACTIVE : WRONG };
      }
    },

    async signOut(headers) {
      const { session, beginner } = await read(headers, { disableRefresh: true });
      const leaving = session ?? beginner;
      // Not left to better-auth, which clears the cookie and says nothing when the row could not be deleted (1.7.25).
      if (leaving) await devices.leave(leaving.person.id, leaving.sessionId);
      const answer = await better.api.signOut({ headers, returnHeaders: true });
      return { cookies: answer.headers.getSetCookie() };
    },

    async livingSessions(sessionIds) {
      const { rows } = await database.pool.query<{ id: string }>(
        `select sessions.id from sessions join users on users.id = user_id
         where sessions.id = any ($1) and active and not must_change_password and expires_at > now() and sessions.created_at > $2`,
        [sessionIds, new Date(Date.now() - LIFETIME_MS)],
      );
      return new Set(rows.map(({ id }) => id));
    },
  };
}

/** What a call to better-auth answers; null where it refuses, also by one of `codes`. Throws what is no refusal. */
async function orRefusal<T>(answer: Promise<T>, codes: readonly string[] = []): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isAPIError(error) && (error.statusCode < 500 || codes.includes(error.body?.code ?? ''))) return null;
    throw error;
  }
}

async function betterAuthOn<Options extends BetterAuthOptions>(database: Database, options: Options) {
  const dialect = new PostgresDialect({ pool: database.pool });
  // No transactions: none of the calls above needs one, and the embedded database has a single connection.
  const adapter = await getAdapter({
    ...options,
    database: { dialect, type: 'postgres', transaction: false },
  });
  return betterAuth({ ...options, database: () => hashedSessionTokens(adapter) });
}

function optionsFor(database: Database, { origin, secret }: { origin: string | undefined; secret: string }) {
  const isHttps = origin?.startsWith('https:') ?? false;
  return {
    appName: 'Cairn',
    baseURL: origin ?? 'http://localhost',
    secret,
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, reason) => log.error({ event: 'better-auth', reason }) },
    // People are made by the first run and by invites alone.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    plugins: [
      secondFactorPlugin(),
      passkeyPlugin(origin),
      username({
        minUsernameLength: 1,
        maxUsernameLength: EMPLOYEE_ID_MAX,
        usernameValidator: isEmployeeId,
        schema: { user: { fields: { username: 'username', displayUsername: 'display_username' } } },
      }),
    ],
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', ...DATES },
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        slot: { type: 'number', required: true, input: false },
        active: { type: 'boolean', required: true, input: false },
        title: { type: 'string', required: true, input: false },
        mustChangePassword: {
          type: 'boolean',
          required: true,
          input: false,
          fieldName: 'must_change_password',
        },
      },
    },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...DATES,
      },
      expiresIn: IDLE_S,
      updateAge: DAY_S,
      // What a fresh session is asked for elsewhere, the password is asked for here.
      freshAge: 0,
    },
    account: {
      modelName: 'accounts',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...DATES,
      },
    },
    // Identifiers are what cookies name: hashed, so that who reads the table cannot finish a sign-in of somebody else.
    verification: {
      storeIdentifier: 'hashed',
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', ...DATES },
    },
    databaseHooks: {
      session: {
        create: {
          async before({ userId }) {
            const { rows } = await database.pool.query<{ active: boolean }>(
              'select active from users where id = $1',
              [userId],
            );
            if (!rows[0]?.active) throw new APIError('FORBIDDEN', { code: 'INACTIVE' });
          },
        },
      },
    },
    advanced: {
      // `__Host-` keeps other hosts of the domain from setting it; browsers take it over https only.
      cookiePrefix: isHttps ? '__Host-cairn' : 'cairn',
      useSecureCookies: false, // it would add a prefix of its own; `secure` is set here
      defaultCookieAttributes: { secure: isHttps, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: newId },
    },
  } satisfies BetterAuthOptions;
}

const DATES = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

function userToPerson(user: {
  id: string;
  name: string;
  username?: string | null | undefined;
  displayUsername?: string | null | undefined;
  title: string;
  role: string;
  active: boolean;
  slot: number;
}): Person {
  return {
    id: user.id as UserId,
    name: user.name,
    employeeId: user.displayUsername ?? user.username ?? '',
    title: user.title,
    role: user.role as Role,
    active: user.active,
    slot: user.slot,
  };
}

/** Whose account it was, where there is one: what was typed is not kept, it may be a password in the wrong field. */
async function auditRefusal(
  { pool }: Database,
  { employeeId, address, isInactive }: { employeeId: string; address: string; isInactive: boolean },
): Promise<void> {
  const { rows } = await pool.query<{ id: string }>('select id from users where username = $1', [
    employeeId.toLowerCase().slice(0, EMPLOYEE_ID_MAX),
  ]);
  await writeAudit(pool, {
    action: 'session.refused',
    actor: null,
    target: rows[0] && { kind: 'person', id: rows[0].id },
    detail: { reason: isInactive ? 'inactive' : 'wrong' },
    address,
  });
}

function withAddress(headers: Headers, address: string): Headers {
  const copy = new Headers(headers);
  copy.set(ADDRESS_HEADER, address);
  return copy;
}

function tooMany(retryAfterMs: number): string {
  const minutes = Math.max(1, Math.ceil(retryAfterMs / 60_000));
  return `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
}
