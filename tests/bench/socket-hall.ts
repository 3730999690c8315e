/** Many sockets in many groups, and how long a message takes to all of its group. */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { groupDocument } from '#domain/document-names.ts';
import { createChance } from '../support/chance.ts';
import { makeGroup } from '../support/device.ts';
import type { TestPerson } from '../support/people.ts';
import { History, updateOf } from './history.ts';
import { Listener } from './listener.ts';
import { pace } from './pace.ts';

/** A late message is one that arrives within this, a missing one does not. */
const LATE_LIMIT_MS = 5_000;

type People = readonly [TestPerson, ...TestPerson[]];

interface Room {
  readonly document: string;
  readonly history: History;
  readonly people: People;
  sender: Listener | undefined;
}

export interface Delivered {
  /** Milliseconds of each delivery. */
  readonly times: readonly number[];
  readonly expected: number;
}

export class SocketHall {
  readonly #rooms: Room[] = [];
  readonly #open: Listener[] = [];
  /** So many groups have everybody in them. */
  #full = 0;
  /** By the number in the text. */
  #sentAt: number[] = [];
  #times: number[] = [];

  /** Makes so many groups of these people; nobody is there yet. */
  async add(people: People, groups: number, seed: number): Promise<void> {
    for (let at = 0; at < groups; at++)
      this.#rooms.push({
        document: groupDocument(await makeGroup([...people], `Group ${at}`), 1),
        history: new History(createChance(seed + this.#rooms.length)),
        people,
        sender: undefined,
      });
  }

  get sockets(): number {
    return this.#open.length;
  }

  /** The one socket in each group that writes. */
  async openSenders(): Promise<void> {
    for (const room of this.#rooms) room.sender ??= await this.#enter(room.people[0], room);
  }

  /** All the others, a group after the other. */
  async openOthers(): Promise<void> {
    for (const room of this.#rooms.slice(this.#full))
      await Promise.all(room.people.slice(1).map((person) => this.#enter(person, room)));
    this.#full = this.#rooms.length;
  }

  /** Everybody in every group, at once. */
  async openAllAtOnce(): Promise<void> {
    await Promise.all(
      this.#rooms.map(async (room) => {
        const entering = room.people.map((person) => this.#enter(person, room));
        await Promise.all(entering);
        room.sender = await entering[0];
      }),
    );
    this.#full = this.#rooms.length;
  }

  /** Writes in each group in turn. */
  async deliver(rate: { perSecond: number; seconds: number }): Promise<Delivered> {
    [this.#sentAt, this.#times] = [[], []];
    let expected = 0;
    await pace(rate, (number) => {
      const { people, history, sender } = this.#rooms[number % this.#rooms.length]!;
      const update = updateOf(history.append(people[0], textWith(number)));
      expected += people.length;
      this.#sentAt.push(performance.now());
      sender!.send(update);
    });
    const end = performance.now() + LATE_LIMIT_MS;
    while (this.#times.length < expected && performance.now() < end) await delay(10);
    return { times: this.#times, expected };
  }

  close(): void {
    for (const listener of this.#open.splice(0)) listener.close();
    for (const room of this.#rooms) room.sender = undefined;
    this.#full = 0;
  }

  async #enter(person: TestPerson, { document }: Room): Promise<Listener> {
    const listener = await Listener.open(person, document, (frame) => {
      const number = numberIn(frame);
      if (number !== null) this.#times.push(performance.now() - this.#sentAt[number]!);
    });
    this.#open.push(listener);
    return listener;
  }
}

const MARK = 'number ';
const DIGITS = 6;
export const textWith = (number: number): string =>
  `${MARK}${String(number).padStart(DIGITS, '0')}, said by radio`;

/** The number of the message that a frame brings. */
export function numberIn(frame: Buffer): number | null {
  const at = frame.indexOf(MARK);
  return at === -1 ? null : Number(frame.toString('latin1', at + MARK.length, at + MARK.length + DIGITS));
}
