/**
 * Who may use which operation: the table that `authorisation.test.ts` tries out, row by row and person by person.
 *
 * To add an operation, add a row under its method and address as the OpenAPI document writes them. `may` names who is
 * let through (answered below 300, or 304); everybody else must hear 404, or what `others` says; who is not signed in
 * hears 401 wherever `may` does not say `anyone`. `request` says what to send: values for the address, a query, a body.
 * It is called for each person anew and may make things; `world.makeGroup()` gives a group of the same people that
 * this row may change or destroy.
 */
import type { Actor, Organisation } from '../support/organisation.ts';
import { ACTORS } from '../support/organisation.ts';
import { oneTimeCode } from '../support/one-time-code.ts';
import { callAs, join, PASSWORD, requestAs, signInAgain, type TestPerson } from '../support/people.ts';
import { SMALL_PICTURE } from '../support/small-picture.ts';
import { newId } from '#client/random.ts';

export interface Request {
  /** For the names in braces. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Of another device of the same person, for what ends the session that asks. */
  readonly cookie?: string;
}

export interface Row {
  readonly may: readonly Actor[] | 'anyone';
  /** What people hear who are signed in and may not. */
  readonly others?: number | Partial<Record<Actor, number>>;
  request?(world: Organisation, actor: Actor): Request | Promise<Request>;
}

const everybody = ACTORS;
const allButGuests = ACTORS.filter((actor) => actor !== 'guest');
const members = ['guest', 'member', 'groupAdmin'] as const;
const notGuests = ACTORS.filter((actor) => actor !== 'guest');
const administrators = ['administrator', 'owner'] as const;

const NEXT = 'another long secret';

/** Somebody whom nothing else here depends on. */
const somebody = ({ people }: Organisation): Promise<TestPerson> => join(people.owner, newId());

/** Another device of a person, whose second factor is off. */
async function anotherDevice({ people }: Organisation, actor: Actor): Promise<TestPerson> {
  await callAs(people.owner, 'DELETE', `/api/v1/people/${people[actor].id}/second-factor`);
  return signInAgain(people[actor]);
}

const SECOND_FACTOR = '/api/v1/me/second-factor';
/** A message in their group by whoever asks, or where they are not in it by a member. */
async function message({ people, groupId }: Organisation, actor: Actor) {
  const author = (members as readonly Actor[]).includes(actor) ? people[actor] : people.member;
  const path = `/api/v1/groups/${groupId}/messages`;
  const { id } = await callAs<{ id: string }>(author, 'POST', path, { text: 'the pumps run' });
  return { groupId, messageId: id };
}

const webhook = ({ people, groupId }: Organisation) =>
  callAs<{ id: string; url: string }>(people.groupAdmin, 'POST', `/api/v1/groups/${groupId}/webhooks`, {
    name: 'weather',
  });

const ofGroup = ({ groupId }: Organisation): Request => ({ params: { groupId } });

const beginSecondFactor = (device: TestPerson) =>
  callAs<{ uri: string }>(device, 'POST', SECOND_FACTOR, { password: PASSWORD });

/** Turns the second factor of a device on. @returns the cookie that it goes on with */
async function confirmSecondFactor(device: TestPerson): Promise<string> {
  const { uri } = await beginSecondFactor(device);
  const answer = await requestAs(device, 'PUT', SECOND_FACTOR, { code: await oneTimeCode(uri) });
  const cookies = answer.headers.getSetCookie().filter((one) => !/max-age=0/i.test(one));
  return cookies.map((one) => one.split(';')[0]).join('; ');
}

export const TABLE: Readonly<Record<string, Row>> = {
  'GET /api/v1/openapi.json': { may: 'anyone' },
  'GET /api/v1/session': { may: 'anyone' },

  'GET /api/v1/channels': { may: everybody },
  'POST /api/v1/groups': {
    may: allButGuests,
    others: 403,
    request: () => ({ body: { id: newId(), name: 'Pumps', members: [] } }),
  },
  'GET /api/v1/groups/{groupId}': { may: members, request: ({ groupId }) => ({ params: { groupId } }) },
  'GET /api/v1/groups/{groupId}/volumes/{volume}': {
    may: members,
    request: ({ groupId }) => ({ params: { groupId, volume: 1 } }),
  },
  'PATCH /api/v1/groups/{groupId}': {
    may: ['groupAdmin'],
    others: { member: 403, guest: 403 },
    request: async ({ makeGroup }) => ({ params: { groupId: await makeGroup() }, body: { archived: true } }),
  },
  'POST /api/v1/groups/{groupId}/members': {
    may: ['groupAdmin'],
    others: { member: 403, guest: 403 },
    request: async ({ makeGroup, people }) => ({
      params: { groupId: await makeGroup() },
      body: { members: [people.other.id] },
    }),
  },
  'PUT /api/v1/groups/{groupId}/members/me': {
    may: allButGuests,
    request: async ({ people }) => {
      const channel = { id: newId(), kind: 'channel', name: 'News', members: [] };
      await callAs(people.groupAdmin, 'POST', '/api/v1/groups', channel);
      return { params: { groupId: channel.id } };
    },
  },
  'DELETE /api/v1/groups/{groupId}/members/me': {
    may: members,
    request: async ({ makeGroup }) => ({ params: { groupId: await makeGroup() } }),
  },
  'PATCH /api/v1/groups/{groupId}/members/{userId}': {
    may: ['groupAdmin'],
    others: { member: 403, guest: 403 },
    request: async ({ makeGroup, people }) => ({
      params: { groupId: await makeGroup(), userId: people.member.id },
      body: { role: 'admin' },
    }),
  },
  'DELETE /api/v1/groups/{groupId}/members/{userId}': {
    may: ['groupAdmin'],
    others: { member: 403, guest: 403 },
    request: async ({ makeGroup, people }) => ({
      params: { groupId: await makeGroup(), userId: people.member.id },
    }),
  },
  'GET /api/v1/groups': { may: everybody },
  'GET /api/v1/groups/{groupId}/members': { may: members, request: ofGroup },
  'GET /api/v1/groups/{groupId}/messages': { may: members, request: ofGroup },
  'POST /api/v1/groups/{groupId}/messages': {
    may: members,
    request: ({ groupId }) => ({ params: { groupId }, body: { text: 'the pumps run' } }),
  },
  'GET /api/v1/groups/{groupId}/messages/{messageId}': {
    may: members,
    request: async (world, actor) => ({ params: await message(world, actor) }),
  },
  'PATCH /api/v1/groups/{groupId}/messages/{messageId}': {
    may: members,
    request: async (world, actor) => ({ params: await message(world, actor), body: { text: 'they run' } }),
  },
  'DELETE /api/v1/groups/{groupId}/messages/{messageId}': {
    may: members,
    request: async (world, actor) => ({ params: await message(world, actor) }),
  },
  'GET /api/v1/groups/{groupId}/messages/{messageId}/edits': {
    may: members,
    request: async (world, actor) => ({ params: await message(world, actor) }),
  },
  'PUT /api/v1/groups/{groupId}/messages/{messageId}/reactions/{emoji}': {
    may: members,
    request: async (world, actor) => ({ params: { ...(await message(world, actor)), emoji: '👍' } }),
  },
  'DELETE /api/v1/groups/{groupId}/messages/{messageId}/reactions/{emoji}': {
    may: members,
    request: async (world, actor) => ({ params: { ...(await message(world, actor)), emoji: '👍' } }),
  },
  'GET /api/v1/groups/{groupId}/read-position': { may: members, request: ofGroup },
  'PUT /api/v1/groups/{groupId}/read-position': {
    may: members,
    request: ({ groupId }) => ({ params: { groupId }, body: { seq: 1 } }),
  },
  'GET /api/v1/groups/{groupId}/volumes/{volume}/digest': {
    may: ['groupAdmin', 'member', 'guest'],
    request: ({ groupId }) => ({ params: { groupId, volume: 1 }, query: { rev: '1' } }),
  },
  'GET /api/v1/groups/{groupId}/readiness': {
    may: ['groupAdmin'],
    others: { member: 403, guest: 403 },
    request: ofGroup,
  },
  'GET /api/v1/groups/{groupId}/webhooks': {
    may: ['groupAdmin'],
    others: { member: 403, guest: 403 },
    request: ofGroup,
  },
  'POST /api/v1/groups/{groupId}/webhooks': {
    may: ['groupAdmin'],
    others: { member: 403, guest: 403 },
    request: ({ groupId }) => ({ params: { groupId }, body: { name: 'weather' } }),
  },
  'DELETE /api/v1/groups/{groupId}/webhooks/{webhookId}': {
    may: ['groupAdmin'],
    others: { member: 403, guest: 403 },
    request: async (world) => ({
      params: { groupId: world.groupId, webhookId: (await webhook(world)).id },
    }),
  },
  'POST /api/v1/hooks/{secret}': {
    may: 'anyone',
    request: async (world) => ({
      params: { secret: (await webhook(world)).url.split('/').at(-1)! },
      body: { text: 'rain' },
    }),
  },
  'GET /api/v1/search': { may: everybody, request: () => ({ query: { q: 'pumps' } }) },

  'GET /api/v1/invites': { may: administrators },
  'POST /api/v1/invites': {
    may: ['groupAdmin'],
    // As for a group that is not there; guests invite nobody.
    others: { guest: 403, other: 422, former: 422, member: 422, administrator: 422, owner: 422 },
    request: ({ groupId }) => ({ body: { groups: [groupId] } }),
  },
  'DELETE /api/v1/invites/{inviteId}': {
    may: administrators,
    request: async ({ people }) => ({
      params: { inviteId: (await callAs<{ id: string }>(people.owner, 'POST', '/api/v1/invites')).id },
    }),
  },

  'GET /api/v1/me': { may: everybody },
  'PATCH /api/v1/me': { may: everybody, request: () => ({ body: { title: 'Surveyor' } }) },
  'PUT /api/v1/me/picture': { may: everybody, request: () => ({ body: { picture: SMALL_PICTURE } }) },
  'DELETE /api/v1/me/picture': { may: everybody },
  'GET /api/v1/pictures/{pictureId}': {
    may: everybody,
    request: async ({ people }) => {
      const body = { picture: SMALL_PICTURE };
      const { picture } = await callAs<{ picture: string }>(people.owner, 'PUT', '/api/v1/me/picture', body);
      return { params: { pictureId: picture } };
    },
  },
  'POST /api/v1/me/tickets': { may: everybody },
  'GET /api/v1/me/tokens': { may: everybody },
  'POST /api/v1/me/tokens': {
    may: everybody,
    request: () => ({ body: { name: 'weather', scopes: ['messages:write'] } }),
  },
  'DELETE /api/v1/me/tokens/{tokenId}': {
    may: everybody,
    request: async ({ people }, actor) => {
      const body = { name: 'weather', scopes: ['messages:write'] };
      const { id } = await callAs<{ id: string }>(people[actor], 'POST', '/api/v1/me/tokens', body);
      return { params: { tokenId: id } };
    },
  },
  'GET /api/v1/me/push-subscription': { may: everybody },
  'PUT /api/v1/me/push-subscription': {
    may: everybody,
    request: () => ({
      body: {
        endpoint: `https://fcm.googleapis.com/fcm/send/${newId()}`,
        keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) },
      },
    }),
  },
  'DELETE /api/v1/me/push-subscription': { may: everybody },
  // Nobody here has a push service that takes anything.
  'POST /api/v1/me/push-subscription/tests': { may: [], others: 409 },
  'GET /api/v1/me/quiet-hours': { may: everybody },
  // Nobody here is subscribed.
  'PUT /api/v1/me/quiet-hours': { may: [], others: 409, request: () => ({ body: { quiet: null } }) },
  'PUT /api/v1/me/readiness': { may: everybody, request: () => ({ body: { readyUntil: null } }) },
  'GET /api/v1/me/devices': { may: everybody },
  'DELETE /api/v1/me/devices': { may: everybody },
  'DELETE /api/v1/me/devices/{deviceId}': {
    may: everybody,
    request: async (world, actor) => {
      const device = await anotherDevice(world, actor);
      const { session } = await callAs<{ session: { id: string } }>(device, 'GET', '/api/v1/session');
      return { params: { deviceId: session.id } };
    },
  },
  'PUT /api/v1/me/password': {
    may: everybody,
    request: async ({ people }, actor) => {
      const path = '/api/v1/me/password';
      await callAs(people[actor], 'PUT', path, { current: PASSWORD, next: NEXT });
      return { body: { current: NEXT, next: PASSWORD } };
    },
  },
  'GET /api/v1/me/passkeys': { may: everybody },
  'POST /api/v1/me/passkeys/challenges': {
    may: everybody,
    request: () => ({ body: { password: PASSWORD } }),
  },
  // Nobody gets further without an authenticator: `journeys/passkeys.test.ts` has one.
  'POST /api/v1/me/passkeys': {
    may: [],
    others: 400,
    request: () => ({ body: { name: 'Phone', response: {} } }),
  },
  'DELETE /api/v1/me/passkeys/{passkeyId}': {
    may: [],
    request: () => ({ params: { passkeyId: newId() } }),
  },
  'GET /api/v1/me/second-factor': { may: everybody },
  'POST /api/v1/me/second-factor': {
    may: everybody,
    request: async (world, actor) => ({
      cookie: (await anotherDevice(world, actor)).cookie,
      body: { password: PASSWORD },
    }),
  },
  'PUT /api/v1/me/second-factor': {
    may: everybody,
    request: async (world, actor) => {
      const device = await anotherDevice(world, actor);
      const { uri } = await beginSecondFactor(device);
      return { cookie: device.cookie, body: { code: await oneTimeCode(uri) } };
    },
  },
  'DELETE /api/v1/me/second-factor': {
    may: everybody,
    request: async (world, actor) => ({
      cookie: (await anotherDevice(world, actor)).cookie,
      body: { password: PASSWORD },
    }),
  },
  'POST /api/v1/me/second-factor/recovery-codes': {
    may: everybody,
    request: async (world, actor) => {
      const device = await anotherDevice(world, actor);
      return { cookie: await confirmSecondFactor(device), body: { password: PASSWORD } };
    },
  },

  'GET /api/v1/people': { may: notGuests, others: { guest: 403 } },
  'POST /api/v1/people': {
    may: administrators,
    request: () => ({ body: { name: 'Hal', employeeId: newId() } }),
  },
  'POST /api/v1/imports': {
    may: administrators,
    request: () => ({ body: { file: Buffer.from('id,name\nivy,Ivy').toString('base64'), run: false } }),
  },
  'GET /api/v1/people/{userId}': {
    may: notGuests,
    others: { guest: 403 },
    request: ({ people }) => ({ params: { userId: people.member.id } }),
  },
  'PATCH /api/v1/people/{userId}': {
    may: administrators,
    request: async (world) => ({
      params: { userId: (await somebody(world)).id },
      body: { title: 'Surveyor', active: false },
    }),
  },
  'GET /api/v1/people/{userId}/devices': {
    may: administrators,
    request: ({ people }) => ({ params: { userId: people.member.id } }),
  },
  'DELETE /api/v1/people/{userId}/devices': {
    may: administrators,
    request: async (world) => ({ params: { userId: (await somebody(world)).id } }),
  },
  'PUT /api/v1/people/{userId}/password': {
    may: administrators,
    request: async (world) => ({
      params: { userId: (await somebody(world)).id },
      body: { password: NEXT },
    }),
  },
  'DELETE /api/v1/people/{userId}/second-factor': {
    may: administrators,
    request: ({ people }) => ({ params: { userId: people.member.id } }),
  },

  'GET /api/v1/devices': { may: administrators },
  'DELETE /api/v1/devices/{sessionId}': {
    may: administrators,
    request: async (world) => {
      const device = await somebody(world);
      const { session } = await callAs<{ session: { id: string } }>(device, 'GET', '/api/v1/session');
      return { params: { sessionId: session.id } };
    },
  },
  'GET /api/v1/organisation/groups': { may: administrators },
  'GET /api/v1/organisation/groups/{groupId}': { may: administrators, request: ofGroup },
  'PATCH /api/v1/organisation/groups/{groupId}': {
    may: administrators,
    request: async ({ makeGroup }) => ({ params: { groupId: await makeGroup() }, body: { archived: true } }),
  },
  'GET /api/v1/organisation/groups/{groupId}/members': { may: administrators, request: ofGroup },
  'PUT /api/v1/organisation/groups/{groupId}/admins/{userId}': {
    may: administrators,
    request: async (world) => {
      const { people, makeGroup } = world;
      const [groupId, admin] = [await makeGroup(), await somebody(world)];
      const members = `/api/v1/groups/${groupId}/members`;
      await callAs(people.groupAdmin, 'POST', members, { members: [admin.id] });
      await callAs(people.groupAdmin, 'PATCH', `${members}/${admin.id}`, { role: 'admin' });
      await callAs(people.groupAdmin, 'PATCH', `${members}/${people.groupAdmin.id}`, { role: 'member' });
      await callAs(people.owner, 'PATCH', `/api/v1/people/${admin.id}`, { active: false });
      return { params: { groupId, userId: people.member.id } };
    },
  },
  'GET /api/v1/settings': { may: administrators },
  'PATCH /api/v1/settings': { may: administrators, request: () => ({ body: { receipts: true } }) },
  'GET /api/v1/server': { may: administrators },
  'GET /api/v1/audit': { may: administrators },
  'GET /api/v1/audit.csv': { may: administrators },
};

/** Who may open which document on `/sync`; everybody else is told `forbidden`, as for one that does not exist. */
export const DOCUMENTS: readonly {
  readonly name: (world: Organisation) => string;
  readonly title: string;
  readonly may: readonly Actor[];
}[] = [
  { title: 'the directory', name: () => 'directory', may: allButGuests },
  { title: 'a head', name: ({ groupId }) => `head/${groupId}`, may: members },
  { title: 'a volume', name: ({ groupId }) => `group/${groupId}/1`, may: members },
  { title: 'a volume that is not there yet', name: ({ groupId }) => `group/${groupId}/2`, may: [] },
  { title: 'the inbox of a member', name: ({ people }) => `inbox/${people.member.id}`, may: ['member'] },
  { title: 'the document of a member', name: ({ people }) => `user/${people.member.id}`, may: ['member'] },
  { title: 'a name that is none', name: () => 'documents', may: [] },
];

/** Endpoints that are not made with `operation` yet, and so are not in the OpenAPI document. */
export const NO_OPERATIONS: readonly string[] = [];
