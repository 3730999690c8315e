/** A group whose members are in its live volume, and follow it into the next one when that is full. */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { groupDocument, headDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { readHead } from '#domain/server-documents.ts';
import { History, updateOf } from '../bench/history.ts';
import type { Chance } from '../support/chance.ts';
import type { LoadMember } from './load-member.ts';

export class LoadGroup {
  readonly head: string;
  readonly #id: GroupId;
  readonly #chance: Chance;
  readonly #headDoc = new Y.Doc();
  readonly #members: LoadMember[] = [];
  #histories = new Map<LoadMember, History>();
  #volume = 1;
  #moving = false;

  constructor(id: GroupId, chance: Chance) {
    this.#id = id;
    this.#chance = chance;
    this.head = headDocument(id);
  }

  get size(): number {
    return this.#members.length;
  }

  async enter(member: LoadMember): Promise<void> {
    await member.enter(groupDocument(this.#id, this.#volume));
    // One of them says for all when the live volume is another.
    if (this.#members.push(member) === 1) await member.enter(this.head);
  }

  /** Somebody says something. */
  write(text: string): void {
    const member = this.#members[this.#chance.integer(0, this.#members.length - 1)]!;
    const history = this.#histories.get(member) ?? new History(this.#chance);
    this.#histories.set(member, history);
    const update = updateOf(history.append(member.person, text));
    member.write(groupDocument(this.#id, this.#volume), update);
  }

  /** @param frame a sync message for the head */
  hearHead(frame: Buffer): void {
    const from = decoding.createDecoder(new Uint8Array(frame.subarray(frame[0]! + 1)));
    if (decoding.readVarUint(from) !== 0 || decoding.readVarUint(from) === 0) return;
    Y.applyUpdate(this.#headDoc, decoding.readVarUint8Array(from));
    const live = readHead(this.#headDoc)?.liveVolume ?? 1;
    if (live > this.#volume && !this.#moving) void this.#move(live);
  }

  /** What is said meanwhile goes into the full volume, and is carried over by the server. */
  async #move(volume: number): Promise<void> {
    this.#moving = true;
    await Promise.all(this.#members.map((member) => member.enter(groupDocument(this.#id, volume))));
    this.#volume = volume;
    this.#histories = new Map();
    this.#moving = false;
  }
}
