/**
 * Everything between a request and an operation of the API: who asks, may they, how often, is what they sent what the
 * operation takes. The schemas that judge a request are the ones that describe it in the OpenAPI document.
 */
import * as v from 'valibot';
import type { Scope } from '#domain/scopes.ts';
import { application } from '../application.ts';
import type { Session } from '../auth.ts';
import type { Person } from '../people.ts';
import type { Bearer } from '../tokens.ts';
import { fieldErrors } from './field-errors.ts';
import { NOTHING_HERE, problem } from './problem.ts';
import { BODY_BYTES_MAX, readBody } from './read-body.ts';
import { reportFailure } from './report-failure.ts';
import { RequestLimit } from './request-limit.ts';
import { isAmong, type Who } from './who.ts';

/** What of Kit's request event is used. The hook has found out whose cookie or token it carries. */
export interface ApiEvent {
  readonly request: Request;
  readonly url: URL;
  readonly params: Partial<Record<string, string>>;
  readonly route: { readonly id: string | null };
  readonly locals: {
    readonly session: Session | null;
    readonly bearer: Bearer | null;
    readonly cookies: string[];
    /** Which the browser asks for, such as `de`. */
    readonly language: string;
  };
  getClientAddress(): string;
}

/** The scope of a token that an operation needs. */
export type Needs = Scope | 'any';

export const TAGS = [
  'session',
  'me',
  'people',
  'invites',
  'devices',
  'groups',
  'members',
  'messages',
  'organisation',
  'tokens',
  'webhooks',
] as const;

/** What comes back with a status: JSON by its schema, another content type, or null for nothing. */
export type Answer = v.GenericSchema | { readonly contentType: string } | null;

type Entries = v.ObjectEntries;
type Outputs<E extends Entries> = v.InferOutput<v.StrictObjectSchema<E, undefined>>;

export interface Definition<
  W extends Who,
  P extends Entries,
  Q extends Entries,
  B extends v.GenericSchema,
  S extends Needs | undefined,
> {
  /** One line: what it does. */
  readonly summary: string;
  /** What else one should know. */
  readonly description?: string;
  readonly tag: (typeof TAGS)[number];
  readonly who: W;
  /** What a token needs, or `any` for every one; without it the operation is for signed-in devices only. */
  readonly scope?: S;
  /** Of the address. What does not fit is answered like what does not exist: `missing`. */
  readonly params?: P;
  /** The sentence for what does not exist and for what is not theirs alike. */
  readonly missing?: string;
  /** Others are refused. */
  readonly query?: Q;
  readonly body?: B;
  /** @default 64 KiB */
  readonly bodyBytesMax?: number;
  /** The lowest status is what a handler's value is answered with. Refusals are problems and need not be named. */
  readonly answers: Readonly<Record<number, Answer>>;
}
export type AnyDefinition = Definition<Who, Entries, Entries, v.GenericSchema, Needs | undefined>;

/** What an operation gets. */
export interface Asked<W extends Who, P extends Entries, Q extends Entries, B, S> {
  readonly me: W extends 'anyone' ? Person | null : Person;
  /** Null where a token asks, which can be where the operation has a scope. */
  readonly session: W extends 'anyone' ? Session | null : S extends Needs ? Session | null : Session;
  readonly params: Outputs<P>;
  readonly query: Outputs<Q>;
  readonly body: B;
  readonly event: ApiEvent;
  /** 404, the same whatever the reason. */
  readonly missing: () => Response;
  /** Of the client, as the server sees it. */
  readonly address: string;
}

/** A request handler for Kit that also says what it does. */
export interface Operation {
  (event: ApiEvent): Promise<Response>;
  readonly definition: AnyDefinition;
}

const limit = new RequestLimit(() => application().requestRates);

/**
 * Makes an operation of a definition and what it does: the value for the lowest status of `answers`, or a whole response, such
 * as `problem(…)` or `Response.json(…, { status })`.
 */
export function operation<
  W extends Who,
  P extends Entries = Record<never, never>,
  Q extends Entries = Record<never, never>,
  B extends v.GenericSchema = v.UndefinedSchema<undefined>,
  S extends Needs | undefined = undefined,
>(
  definition: Definition<W, P, Q, B, S>,
  handle: (asked: Asked<W, P, Q, v.InferOutput<B>, S>) => object | Promise<object>,
): Operation {
  const missing = () => problem(404, 'not-found', definition.missing ?? NOTHING_HERE);
  const success = Number(Object.keys(definition.answers)[0]);
  const schemas = {
    params: v.object(definition.params ?? ({} as P)),
    query: v.strictObject(definition.query ?? ({} as Q)),
  };

  async function answer(event: ApiEvent): Promise<Response> {
    const { session, bearer } = event.locals;
    const me = session?.person ?? bearer?.person ?? null;
    const refusal = admit(definition, event, me);
    if (refusal) return refusal;
    const params = v.safeParse(schemas.params, event.params);
    if (!params.success) return missing();
    const query = v.safeParse(schemas.query, Object.fromEntries(event.url.searchParams));
    if (!query.success) return malformed(query.issues);
    const body = await bodyOf(definition, event.request);
    if (body instanceof Response) return body;
    const value = await handle({
      me: me as Asked<W, P, Q, B, S>['me'],
      session: session as Asked<W, P, Q, B, S>['session'],
      params: params.output,
      query: query.output,
      body: body.value,
      event,
      missing,
      address: event.getClientAddress(),
    });
    return value instanceof Response ? value : Response.json(value, { status: success });
  }

  async function guarded(event: ApiEvent): Promise<Response> {
    try {
      return await answer(event);
    } catch (cause) {
      const { status, code, message, id } = reportFailure(cause, {
        method: event.request.method,
        route: event.route.id,
      });
      return problem(status, code, message, { id, headers: status === 503 ? { 'retry-after': '2' } : {} });
    }
  }
  return Object.assign(guarded, { definition });
}

/** Why somebody may not use an operation at all, or not now. */
function admit(
  { who, scope }: Pick<AnyDefinition, 'who' | 'scope'>,
  event: ApiEvent,
  me: Person | null,
): Response | null {
  const { bearer } = event.locals;
  const cost = ['GET', 'HEAD'].includes(event.request.method) ? 1 : 5;
  const waitMs = bearer
    ? limit.take('token', bearer.tokenId, cost)
    : me
      ? limit.take('person', me.id, cost)
      : limit.take('address', event.getClientAddress(), cost);
  if (waitMs > 0) return tooMany(waitMs);
  if (me === null)
    return who === 'anyone'
      ? null
      : problem(401, 'signed-out', 'Sign in first.', {
          headers: { 'www-authenticate': 'Bearer realm="cairn"' },
        });
  if (bearer && scope !== 'any' && (scope === undefined || !bearer.scopes.has(scope)))
    return problem(
      403,
      'not-in-scope',
      scope === undefined ? 'A token cannot do this: sign in.' : `This token lacks the scope “${scope}”.`,
    );
  if (isAmong(who, me.role)) return null;
  // Who may not administer is not told what there is to administer.
  return who === 'not-guest'
    ? problem(403, 'not-allowed', 'Guests cannot do this.')
    : problem(404, 'not-found', NOTHING_HERE);
}

/** 429 with when to come back. */
export function tooMany(waitMs: number): Response {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return problem(429, 'too-many', `Too many requests. Try again in ${seconds} s.`, {
    headers: { 'retry-after': String(seconds) },
  });
}

async function bodyOf<B extends v.GenericSchema>(
  { body: schema, bodyBytesMax = BODY_BYTES_MAX }: { body?: B; bodyBytesMax?: number },
  request: Request,
): Promise<{ value: v.InferOutput<B> } | Response> {
  const read = await readBody(request, bodyBytesMax);
  if (read instanceof Response) return read;
  // Devices send an empty object where nothing is asked for.
  const parsed = v.safeParse<v.GenericSchema>(schema ?? nothing, read.value ?? {});
  return parsed.success ? { value: parsed.output } : malformed(parsed.issues);
}

const nothing = v.pipe(
  v.strictObject({}),
  v.transform(() => undefined),
);

function malformed(issues: readonly v.BaseIssue<unknown>[]): Response {
  const errors = fieldErrors(issues);
  const first = errors[0];
  const detail =
    first && first.field !== ''
      ? `“${first.field}”: ${first.detail}`
      : (first?.detail ?? 'This is not what is taken here.');
  return problem(400, 'malformed', detail, { errors });
}
