/** A device in a test: the real client code over a real socket, without a disk. */
import { WebSocket } from 'ws';
import { groupDocument } from '#domain/document-names.ts';
import { foldVolume, type FoldedMessage } from '#domain/fold-group.ts';
import { contentOf, volumeOf, type Volume } from '#domain/group-document.ts';
import type { GroupId } from '#domain/ids.ts';
import { GroupWriter } from '#client/group-writer.ts';
import { newId } from '#client/random.ts';
import { Replica } from '#client/replica.ts';
import { Wire } from '#client/wire.ts';
import { callAs, ticketOf, type TestPerson } from './people.ts';

const UNTIL_LIMIT_MS = 15_000;

export class Device {
  readonly person: TestPerson;
  readonly wire: Wire;
  readonly #replicas = new Map<string, Replica>();
  readonly #waiting = new Set<() => void>();
  readonly denied = new Set<string>();
  /** When it connected: readings of `performance.now()`. */
  readonly connectedAt: number[] = [];
  isConnected = false;
  /** Attempts to connect that did not end in a connection. */
  failures = 0;

  /** @param onFrame sees each frame that goes out */
  constructor(person: TestPerson, onFrame: (frame: Uint8Array) => void = () => {}) {
    this.person = person;
    const changed = () => this.#waiting.forEach((check) => check());
    this.wire = new Wire(
      `${(person.syncUrl ?? person.url).replace('http', 'ws')}/sync`,
      () => ticketOf(person),
      {
        onStatus: (status) => {
          this.isConnected = status === 'connected';
          if (status === 'connected') this.connectedAt.push(performance.now());
          if (status === 'failed') this.failures++;
          changed();
        },
        onSync: changed,
      },
      socketWithCookie(person, onFrame),
    );
  }

  open(name: string): Replica {
    const known = this.#replicas.get(name);
    if (known) return known;
    const onDenied = () => void this.denied.add(name);
    const replica = new Replica({ name, slot: this.person.slot, wire: this.wire, disk: null, onDenied });
    replica.observe(() => this.#waiting.forEach((check) => check()));
    this.#replicas.set(name, replica);
    return replica;
  }

  group(groupId: GroupId, volume = 1): DeviceGroup {
    return new DeviceGroup(this.open(groupDocument(groupId, volume)), this);
  }

  /** Waits until something is so; looks again at each change of a document or of the connection. */
  until(what: string, isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.#waiting.delete(check);
        reject(new Error(`${this.person.name} waited ${UNTIL_LIMIT_MS / 1_000} s until ${what}`));
      }, UNTIL_LIMIT_MS);
      const check = () => {
        if (!isSo()) return;
        clearTimeout(limit);
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  async close(): Promise<void> {
    this.wire.close();
    await Promise.all([...this.#replicas.values()].map((replica) => replica.close()));
  }
}

export class DeviceGroup {
  readonly replica: Replica;
  readonly volume: Volume;
  readonly writer: GroupWriter;
  readonly #device: Device;

  constructor(replica: Replica, device: Device) {
    this.replica = replica;
    this.#device = device;
    this.volume = volumeOf(replica.doc);
    this.writer = new GroupWriter(replica, device.person.id);
  }

  get messages(): FoldedMessage[] {
    return foldVolume(contentOf(this.volume), this.#device.person.id);
  }

  get texts(): string[] {
    return this.messages.map(({ text }) => text);
  }

  /** Waits until the server has everything that was written here. */
  untilSent(): Promise<void> {
    return this.#device.until('everything is sent', () =>
      this.messages.every(({ seq, waiting }) => seq !== null && waiting.length === 0),
    );
  }

  untilTexts(...texts: string[]): Promise<void> {
    return this.#device.until(`the texts are ${texts.join(' | ')}`, () => this.texts.join() === texts.join());
  }
}

/** A group of these people, made by the first of them. */
export async function makeGroup(
  [creator, ...others]: [TestPerson, ...TestPerson[]],
  name = 'Ridge team',
): Promise<GroupId> {
  const id = newId<GroupId>();
  await callAs(creator, 'POST', '/api/v1/groups', { id, name, members: others.map((person) => person.id) });
  return id;
}

function socketWithCookie(
  { cookie, url }: TestPerson,
  onFrame: (frame: Uint8Array) => void,
): typeof WebSocket {
  return class extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { cookie, origin: url } });
      this.on('error', () => {}); // The wire hears of it by the close that follows.
    }

    override send(frame: Uint8Array): void {
      onFrame(frame);
      super.send(frame);
    }
  } as typeof WebSocket;
}
