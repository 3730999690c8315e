/**
 * What is attacked: a real server, ada and ben who write to one another, cai who is away with messages unsent, mallory
 * who is a member like them and has hand-made frames, and trudy who works there and is not in the group.
 */
import * as Y from 'yjs';
import { headDocument, groupDocument } from '#domain/document-names.ts';
import { foldVolume, type FoldedMessage } from '#domain/fold-group.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import { readEvents } from '#domain/group-events.ts';
import type { GroupId } from '#domain/ids.ts';
import { readHead } from '#domain/server-documents.ts';
import { Device, makeGroup, type DeviceGroup } from '../support/device.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

/** A message of an honest person that is not acknowledged within this is harm. Long, for a machine busy otherwise. */
const ACKNOWLEDGED_MS = 30_000;
const GROUP_NAME = 'Ridge team';
const OURS = /unhandled-rejection|uncaught-exception|"event":"unexpected"/;
const ROOTS = ['edits', 'events', 'ledger', 'messages', 'reactions'];

/** Somebody with the real client. */
export interface Honest {
  readonly person: TestPerson;
  readonly device: Device;
  readonly group: DeviceGroup;
}

export class World {
  readonly server: ServerProcess;
  readonly ada: Honest;
  readonly ben: Honest;
  readonly cai: TestPerson;
  /** Members; each attack of many takes its own, because a budget that was spent hides what comes after. */
  readonly mallories: readonly TestPerson[];
  readonly trudy: TestPerson;
  readonly groupId: GroupId;
  readonly name: string;
  /** Whether the mallories may have messages of their own: of 100,000 changed updates some are good. */
  isCrowded = false;
  /** Texts that may be there, and by whom. */
  readonly #said = new Map<string, TestPerson>();
  #count = 0;
  #turn = 0;

  private constructor(parts: {
    server: ServerProcess;
    people: { ada: TestPerson; ben: TestPerson; cai: TestPerson; trudy: TestPerson };
    mallories: readonly TestPerson[];
    groupId: GroupId;
  }) {
    const { ada, ben, cai, trudy } = parts.people;
    this.server = parts.server;
    this.groupId = parts.groupId;
    this.name = groupDocument(parts.groupId, 1);
    [this.ada, this.ben] = [withClient(ada, parts.groupId), withClient(ben, parts.groupId)];
    [this.cai, this.trudy, this.mallories] = [cai, trudy, parts.mallories];
  }

  static async start(mallories = 8): Promise<World> {
    const server = await startServer();
    const ada = await foundOrganisation(server.url);
    const others: TestPerson[] = [];
    for (const name of [
      'ben',
      'cai',
      'trudy',
      ...Array.from({ length: mallories }, (_, at) => `mallory${at}`),
    ])
      others.push(await join(ada, name));
    const [ben, cai, trudy, ...hostile] = others as [TestPerson, TestPerson, TestPerson, ...TestPerson[]];
    const groupId = await makeGroup([ada, ben, cai, ...hostile], GROUP_NAME);
    const world = new World({ server, people: { ada, ben, cai, trudy }, mallories: hostile, groupId });
    for (const one of [world.ada, world.ben]) world.say(one);
    await world.settle();
    const target = world.ada.group.messages.find(({ by }) => by === ada.id);
    world.ada.group.writer.react(target, '👍', true, { userId: ada.id, role: 'admin', isOwner: true });
    await world.settle();
    return world;
  }

  /** One of the mallories, in turn. */
  get mallory(): TestPerson {
    return this.mallories[this.#turn++ % this.mallories.length]!;
  }

  /** Connects as somebody and opens the group. */
  async enter(person: TestPerson = this.mallory, name = this.name): Promise<RawSocket> {
    const socket = await RawSocket.open(person);
    await socket.enter(name);
    return socket;
  }

  /** Opens what the server has ended, again if something that was still under way ends it once more. */
  async enterAgain(person: TestPerson, name: string, last: RawSocket | null): Promise<RawSocket> {
    let socket = last;
    for (let attempt = 1; ; attempt++) {
      if (!socket?.isOpen) {
        socket = await RawSocket.open(person);
        socket.knows = Y.encodeStateVector(this.ada.group.replica.doc);
      }
      try {
        if (!socket.isIn(name)) await socket.enter(name);
        return socket;
      } catch (error) {
        if (attempt === 10) throw error;
      }
    }
  }

  /** An honest message that must arrive. */
  say({ person, group }: Honest, text = `${person.name} ${++this.#count}`): string {
    this.allow(text, person);
    group.writer.post(text);
    return text;
  }

  /** A text that is nobody's harm: well-formed, and of the one who sent it. */
  allow(text: string, by: TestPerson): void {
    this.#said.set(text, by);
  }

  /** Waits until ada and ben have sent everything and see the same. */
  async settle(): Promise<void> {
    const [a, b] = [this.ada, this.ben];
    await Promise.all([a.group.untilSent(), b.group.untilSent()]);
    await Promise.all([
      a.device.until('it sees what ben sent', () => a.group.messages.length >= b.group.messages.length),
      b.device.until('it sees what ada sent', () => b.group.messages.length >= a.group.messages.length),
    ]);
  }

  /** cai was here, went offline and writes on: what mallory knows is the client id. */
  async victim(): Promise<Victim> {
    const one = withClient(this.cai, this.groupId);
    const first = this.say(one);
    await one.group.untilSent();
    await this.ben.device.until('ben has heard of cai', () => this.ben.group.texts.includes(first));
    one.device.wire.disconnect();
    const texts = [this.say(one), this.say(one)];
    return {
      client: one.group.replica.doc.clientID,
      returns: async () => {
        one.device.wire.connectNow();
        try {
          await within(one.group.untilSent(), 'cai\u2019s messages are not sent');
          const sees = () => texts.every((text) => this.ada.group.texts.includes(text));
          await within(this.ada.device.until('ada sees them', sees), 'cai\u2019s messages do not arrive');
          return null;
        } catch (error) {
          return (error as Error).message;
        } finally {
          await one.device.close();
        }
      },
    };
  }

  /** What is wrong with the world, or null: the same question after every attack. */
  async harm(): Promise<string | null> {
    const honest = new Set([this.ada.person.id, this.ben.person.id]);
    try {
      for (const one of [this.ada, this.ben]) this.say(one);
      // Somebody may go on writing while this looks.
      const mustBe = [...this.#said].flatMap(([text, { id }]) => (honest.has(id) ? [text] : []));
      await within(this.settle(), 'honest messages are not acknowledged');
      const { messages, replica } = this.ada.group;
      const fresh = new Device(this.ada.person);
      const again = fresh.group(this.groupId);
      try {
        await within(
          fresh.until('it has all', () => again.messages.length >= messages.length),
          'a fresh device does not get all messages',
        );
        return (
          this.#wrong(messages, mustBe) ??
          differ('ben', messages, this.#as(this.ben)) ??
          differ('a fresh device', messages, again.messages) ??
          wrongIn(replica.doc) ??
          wrongIn(again.replica.doc) ??
          (await this.#wrongOutside(fresh))
        );
      } finally {
        await fresh.close();
      }
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** A server that comes from the database alone shows the same. */
  async harmAfterRestart(): Promise<string | null> {
    const devices = [this.ada.device, this.ben.device];
    const until = (what: string, isSo: (device: Device) => boolean) =>
      Promise.all(devices.map((device) => device.until(what, () => isSo(device))));
    await this.server.kill('SIGKILL');
    await until('it notices', ({ wire }) => !wire.isSynced);
    await this.server.restart();
    for (const { wire } of devices) wire.connectNow();
    await until('it is back', ({ wire }) => wire.isSynced);
    return this.harm();
  }

  /** Errors that nobody caught, and whether the process is gone. */
  crashes(): number {
    const uncaught = this.server.output().match(new RegExp(OURS, 'g'))?.length ?? 0;
    return uncaught + (isRunning(this.server.pid) ? 0 : 1);
  }

  async stop(): Promise<void> {
    await Promise.all([this.ada.device.close(), this.ben.device.close()]);
    await this.server.stop();
  }

  /** What ben's replica shows to ada's eyes: nothing that only ben sees is in it once all is sent. */
  #as({ group }: Honest): FoldedMessage[] {
    return foldVolume(contentOf(volumeOf(group.replica.doc)), this.ada.person.id);
  }

  #wrong(messages: readonly FoldedMessage[], mustBe: readonly string[]): string | null {
    const seen = new Set<string>();
    for (const [at, { text, by, seq, deleted, edits, reactions }] of messages.entries()) {
      if (seq !== at + 1) return `number ${seq} stands at ${at + 1}`;
      if (this.isCrowded && this.mallories.some(({ id }) => id === by)) continue;
      const author = this.#said.get(text);
      if (deleted) return `message ${seq} is deleted`;
      if (!author) return `a message nobody wrote: ${text.slice(0, 40)}`;
      if (author.id !== by) return `a message of ${author.name} is another\u2019s`;
      if (edits.length > 0) return `a message of ${author.name} is edited`;
      if (seen.has(text)) return `twice: ${text.slice(0, 40)}`;
      const expected = at < 2 && by === this.ada.person.id ? 1 : 0;
      if (reactions.length !== expected || reactions.some((one) => one.by.length !== 1 || one.by[0] !== by))
        return `reactions of message ${seq} are changed`;
      seen.add(text);
    }
    const lost = mustBe.find((text) => !seen.has(text));
    return lost === undefined ? null : `lost: ${lost.slice(0, 40)}`;
  }

  async #wrongOutside(fresh: Device): Promise<string | null> {
    const head = fresh.open(headDocument(this.groupId));
    await within(
      fresh.until('the head is there', () => readHead(head.doc) !== null),
      'the head does not come',
    );
    const { name, members } = readHead(head.doc)!;
    if (name !== GROUP_NAME || members.get(this.ada.person.id) !== 'admin') return 'the head is changed';
    if (members.size !== 3 + this.mallories.length) return 'the members are changed';
    if (fresh.denied.size > 0 || this.ada.device.denied.size > 0) return 'ada is denied';
    const health = await fetch(`${this.server.url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    if (!health.ok) return `readyz says ${health.status}`;
    const line = this.server
      .output()
      .split('\n')
      .find((one) => OURS.test(one));
    return line === undefined ? null : `logged: ${line.slice(0, 600)}`;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export interface Victim {
  readonly client: number;
  /** cai comes back. @returns what is wrong then, or null */
  returns(): Promise<string | null>;
}

function withClient(person: TestPerson, groupId: GroupId): Honest {
  const device = new Device(person);
  return { person, device, group: device.group(groupId) };
}

function differ(who: string, one: readonly FoldedMessage[], other: readonly FoldedMessage[]): string | null {
  // The last may not have arrived everywhere; the number of messages has been waited for.
  return JSON.stringify(one) === JSON.stringify(other.slice(0, one.length))
    ? null
    : `${who} sees something else`;
}

/** What is in a document besides what was meant to be. */
function wrongIn(doc: Honest['group']['replica']['doc']): string | null {
  const { pendingStructs, pendingDs } = doc.store;
  if (pendingStructs !== null || pendingDs !== null) return 'something waits in the document for ever';
  const roots = [...doc.share.keys()].sort();
  if (roots.join() !== ROOTS.join()) return `the document has other roots: ${roots.join()}`;
  const events = readEvents(volumeOf(doc).events).map(({ what }) => what);
  return events.join() === 'created' ? null : `what happened is changed: ${events.join()}`;
}

async function within<T>(work: Promise<T>, otherwise: string): Promise<T> {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(
      () => reject(new Error(`${otherwise} within ${ACKNOWLEDGED_MS / 1_000} s`)),
      ACKNOWLEDGED_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(limit);
    work.catch(() => {}); // Its own, later limit.
  }
}
