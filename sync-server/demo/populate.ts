/** Writes a generated organisation into an empty database, through the same log that every device's records take. */
import * as Y from 'yjs';
import type { Candidate } from '#domain/admission.ts';
import { clientIdFor } from '#domain/client-id.ts';
import { userDocument } from '#domain/document-names.ts';
import { idFromBytes, type DeviceId, type GroupId, type RecordId, type UserId } from '#domain/ids.ts';
import type { GroupRecord, MemberRoot } from '#domain/records.ts';
import { setReadPosition } from '#domain/user-document.ts';
import type { Person } from '#server/people.ts';
import type { Running } from '../create-application.ts';
import type { DemoOrganisation } from './generate-organisation.ts';
import { Random } from './random.ts';

/** Everybody's password in the demo: it is for trying, on this machine. */
export const DEMO_PASSWORD = 'northfield demo';

type Event = DemoOrganisation['events'][number];

/** Makes people, groups and everything they said. The organisation must not exist yet. */
export async function populate(
  { application, updates }: Running,
  demo: DemoOrganisation,
  seed: number,
): Promise<void> {
  const random = new Random(seed);
  const people = await makePeople(application, demo);
  for (const { key, name, description, members, createdBy } of demo.groups) {
    const id = newId<GroupId>(random);
    const userIds = members.map((member) => people.get(member)!.id);
    await application.groups.create({
      id,
      name,
      description,
      createdBy: people.get(createdBy)!.id,
      members: userIds,
    });
    const writer = new GroupHistory(id, people, random);
    const events = demo.events.filter(({ group }) => group === key);
    // One after the other would wait for as many commits; the log writes them in the order given.
    await Promise.all(events.map((event) => updates.submit(writer.submission(event))));
    const authors = events.filter(({ kind }) => kind === 'message').map(({ by }) => by);
    for (const member of members) {
      const range = { last: authors.length, lastOwn: authors.lastIndexOf(member) + 1 };
      await markRead(updates, people.get(member)!, id, range, random);
    }
  }
}

async function makePeople(
  { organisation, invites }: Running['application'],
  demo: DemoOrganisation,
): Promise<Map<string, Person>> {
  const [first, ...others] = demo.people;
  const made = new Map<string, Person>();
  const keep = (key: string, admission: Awaited<ReturnType<typeof organisation.createOwner>>) => {
    if ('problems' in admission) throw new Error(`demo: ${JSON.stringify(admission.problems)}`);
    made.set(key, admission.person);
    return admission.person;
  };
  const typed = ({ name, employeeId }: { name: string; employeeId: string }) => ({
    name,
    employeeId,
    password: DEMO_PASSWORD,
  });
  const owner = keep(
    first!.key,
    await organisation.createOwner({ organisation: demo.name, ...typed(first!) }),
  );
  const invite = await invites.create(owner.id, { uses: others.length, days: 1 });
  if ('refusal' in invite) throw new Error(`demo: ${invite.refusal}`);
  for (const person of others) keep(person.key, await invites.join(invite.code, typed(person)));
  return made;
}

/** Leaves a few of the newest messages unread, so that the list shows counts; whoever writes has read. */
async function markRead(
  updates: Running['updates'],
  person: Person,
  groupId: GroupId,
  { last, lastOwn }: { last: number; lastOwn: number },
  random: Random,
): Promise<void> {
  const position = Math.max(lastOwn, last - (random.chance(0.5) ? random.integer(1, 14) : 0));
  const doc = new Y.Doc();
  doc.clientID = clientId(person, random);
  setReadPosition(doc, groupId, newId<DeviceId>(random), position);
  await updates.submit({
    document: userDocument(person.id),
    userId: person.id,
    payload: Y.encodeStateAsUpdate(doc),
    positions: new Map([[groupId, position]]),
  });
}

/** Turns events of one group into what its members' devices would have sent. */
class GroupHistory {
  readonly #groupId: GroupId;
  readonly #people: ReadonlyMap<string, Person>;
  readonly #random: Random;
  readonly #ids = new Map<string, RecordId>();
  /** Each person writes with one client id, which counts its records. */
  readonly #clients = new Map<UserId, { client: number; clock: number }>();
  readonly #ends = new Map<MemberRoot, Y.ID>();

  constructor(groupId: GroupId, people: ReadonlyMap<string, Person>, random: Random) {
    this.#groupId = groupId;
    this.#people = people;
    this.#random = random;
  }

  submission(event: Event) {
    const person = this.#people.get(event.by)!;
    const record = this.#record(event, person.id);
    const root = event.kind === 'message' ? 'messages' : event.kind === 'reaction' ? 'reactions' : 'edits';
    const place = this.#clients.get(person.id) ?? { client: clientId(person, this.#random), clock: 0 };
    this.#clients.set(person.id, { ...place, clock: place.clock + 1 });
    const candidate: Candidate = {
      ...place,
      root,
      origin: this.#ends.get(root) ?? null,
      id: record.id,
      record,
      refusal: null,
      isKept: true,
    };
    this.#ends.set(root, Y.createID(place.client, place.clock));
    return {
      groupId: this.#groupId,
      volume: 1,
      author: person.id,
      candidates: [candidate],
      decidedAt: event.acceptedAt,
    };
  }

  #record(event: Event, by: UserId): GroupRecord {
    const common = { id: newId<RecordId>(this.#random), by, at: event.at };
    const target = (key: string) => this.#ids.get(key)!;
    switch (event.kind) {
      case 'message':
        this.#ids.set(event.key, common.id);
        return {
          ...common,
          text: event.text,
          ...(event.replyTo === undefined ? {} : { replyTo: target(event.replyTo) }),
        };
      case 'edit':
        return { ...common, to: target(event.to), text: event.text };
      case 'deletion':
        return { ...common, to: target(event.to), deleted: true };
      case 'reaction':
        return { ...common, to: target(event.to), emoji: event.emoji, on: event.on };
    }
  }
}

const newId = <Id extends string>(random: Random): Id =>
  idFromBytes(Uint8Array.from({ length: 12 }, () => random.integer(0, 255))) as Id;

const clientId = ({ slot }: Person, random: Random): number =>
  clientIdFor(slot, random.integer(0, 2 ** 32 - 1));
