/** One volume of a group that is open on this device. */
import { foldVolume, type FoldedMessage } from '#domain/fold-group.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import { readEvents, type GroupEvent } from '#domain/group-events.ts';
import type { RecordId, UserId } from '#domain/ids.ts';
import { waitingRecords, type OwnRecord } from '#domain/own-records.ts';
import { GroupWriter } from './group-writer.ts';
import { observed } from './observe.svelte.ts';
import type { Replica } from './replica.ts';

export class OpenVolume {
  readonly number: number;
  readonly replica: Replica;
  readonly writer: GroupWriter;
  readonly #me: UserId;
  /** It is closed and nothing of it is missing here: what comes next may follow. */
  isWhole = $state.raw(false);
  /** Whether its disk has been read. */
  isLoaded = $state.raw(false);
  /** Folded once after each change, whoever asks. */
  readonly messages: readonly FoldedMessage[] = $derived.by(() => {
    this.#observe();
    return this.isLoaded ? this.fold() : [];
  });
  /** What happened to the group while this volume was live. */
  readonly events: readonly GroupEvent[] = $derived.by(() => {
    this.#observe();
    return this.isLoaded ? readEvents(volumeOf(this.replica.doc).events) : [];
  });
  readonly #observe: () => void;

  constructor(number: number, replica: Replica, me: UserId) {
    this.number = number;
    this.replica = replica;
    this.#me = me;
    this.#observe = observed(replica);
    this.writer = new GroupWriter(replica, me);
    void replica.loaded.then(() => (this.isLoaded = true));
  }

  /** What it shows now, also outside an effect, where Svelte does not watch the document. */
  fold(): FoldedMessage[] {
    return foldVolume(contentOf(volumeOf(this.replica.doc)), this.#me);
  }

  find(id: RecordId): FoldedMessage | undefined {
    return this.fold().find((message) => message.id === id);
  }

  /** Own records that the server has not decided on. */
  waiting(): OwnRecord[] {
    return waitingRecords(volumeOf(this.replica.doc), this.#me);
  }

  /** Ledger entries that it has. */
  get rev(): number {
    return volumeOf(this.replica.doc).ledger.length;
  }
}
