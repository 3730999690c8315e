/**
 * [S10] Says what has arrived on the disk of this device, for those who wrote it: the highest `seq` of each group,
 * once in a while for all groups together. What is read says so itself, so that a conversation on screen costs nothing.
 */
import type { DeviceId, GroupId } from '#domain/ids.ts';
import { deliveredPosition, deliveredPositions, readPosition, showsReceipts } from '#domain/user-document.ts';
import { report } from './guard.ts';
import type { Replica } from './replica.ts';

/** From the first arrival until it is said. */
const SAID_AFTER_MS = 2_000;

export interface Arrivals {
  readonly id: GroupId;
  /** Whether anybody is told. */
  readonly hasReceipts: boolean;
  /** The highest `seq` before which nothing is missing since `after`; 0 where something is. */
  arrivedSince(after: number): number;
  /** Whether that is on the disk. */
  kept(): Promise<boolean>;
}

export class Deliveries {
  readonly #own: Replica;
  readonly #deviceId: DeviceId;
  readonly #noted = new Set<Arrivals>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  /** @param own the person's own document */
  constructor(own: Replica, deviceId: DeviceId) {
    this.#own = own;
    this.#deviceId = deviceId;
  }

  /** Takes in that something may have arrived. */
  note(group: Arrivals): void {
    if (this.#isClosed) return;
    this.#noted.add(group);
    this.#timer ??= setTimeout(() => void this.#say().catch(report), SAID_AFTER_MS);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #say(): Promise<void> {
    this.#timer = undefined;
    const noted = [...this.#noted];
    this.#noted.clear();
    await this.#own.loaded;
    if (this.#isClosed || !showsReceipts(this.#own.doc)) return;
    const news = await Promise.all(noted.map((group) => this.#newsOf(group)));
    const said = news.filter((one) => one !== null);
    if (said.length === 0 || this.#isClosed) return;
    void this.#own.write(() => {
      const { doc } = this.#own;
      for (const { id, seq } of said)
        if (seq > this.#known(id)) deliveredPositions(doc).set(`${id}/${this.#deviceId}`, seq);
    });
  }

  async #newsOf(group: Arrivals): Promise<{ id: GroupId; seq: number } | null> {
    const { id } = group;
    if (!group.hasReceipts) return null;
    const seq = group.arrivedSince(deliveredPosition(this.#own.doc, id, this.#deviceId));
    return seq > this.#known(id) && (await group.kept()) ? { id, seq } : null;
  }

  /** What the server has heard of this person already, or will. */
  #known(id: GroupId): number {
    return Math.max(deliveredPosition(this.#own.doc, id, this.#deviceId), readPosition(this.#own.doc, id));
  }
}
