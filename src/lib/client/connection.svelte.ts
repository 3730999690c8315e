/** How this device stands with the server, in words for the connection line. */
import {
  fetchSession,
  fetchTicket,
  rememberedUpToDateAt,
  rememberSession,
  toRemembered,
  rememberUpToDateAt,
  type Me,
} from './device.ts';
import { syncUrl, Wire } from './wire.ts';

export type ConnectionState = 'offline' | 'connecting' | 'syncing' | 'up to date' | 'signed out';

export class Connection {
  readonly wire: Wire;
  readonly #me: Me;
  readonly #epoch: number;
  #socket = $state.raw<'connecting' | 'connected' | 'offline' | 'signed out'>('connecting');
  #isSynced = $state.raw(false);
  #unsent = $state.raw<() => number>(() => 0);
  /** Milliseconds since 1970 of the last attempt to connect; null before the first. */
  lastAttemptAt = $state.raw<number | null>(null);
  /** Milliseconds since 1970 of the last moment when everything was in step; null when never. */
  upToDateAt = $state.raw(rememberedUpToDateAt());

  readonly state: ConnectionState = $derived.by(() => {
    if (this.#socket !== 'connected') return this.#socket;
    return this.#isSynced && this.#unsent() === 0 ? 'up to date' : 'syncing';
  });

  /** @param epoch of the server's database, as this device's replicas know it */
  constructor(me: Me, epoch: number) {
    this.#me = me;
    this.#epoch = epoch;
    this.wire = new Wire(syncUrl(epoch), fetchTicket, {
      onStatus: (status) => {
        if (status === 'connecting') this.lastAttemptAt = Date.now();
        if (status === 'connected') this.#socket = 'connected';
        else if (status === 'failed') void this.#explainFailure();
        else if (status === 'disconnected') this.#socket = 'offline';
        else if (this.#socket !== 'offline') this.#socket = 'connecting';
      },
      onSync: () => {
        this.#isSynced = this.wire.isSynced;
        this.#note();
      },
    });
    addEventListener('online', this.#comeBack);
    addEventListener('offline', this.#goOffline);
  }

  /** Tells where the number of unsent records is to be read. */
  countUnsent(unsent: () => number): void {
    this.#unsent = unsent;
  }

  /** Notes the time when everything is in step. */
  #note(): void {
    if (this.state !== 'up to date') return;
    this.upToDateAt = Date.now();
    rememberUpToDateAt(this.upToDateAt);
  }

  close(): void {
    removeEventListener('online', this.#comeBack);
    removeEventListener('offline', this.#goOffline);
    this.wire.close();
  }

  readonly #comeBack = (): void => {
    if (this.#socket === 'signed out') return;
    this.#socket = 'connecting';
    this.wire.connectNow();
  };

  /** The browser says that the network is gone. It is believed for the display; the socket tries on by itself. */
  readonly #goOffline = (): void => {
    if (this.#socket === 'signed out') return;
    // Also one that is just being opened: it could still open, and then nothing would come through it.
    this.wire.disconnect();
    this.wire.connectNow();
    this.#socket = 'offline';
  };

  /** A refused upgrade looks like a dead network to a page: only asking tells them apart. */
  async #explainFailure(): Promise<void> {
    if (this.#socket !== 'signed out') this.#socket = 'offline';
    try {
      const { person, organisation } = await fetchSession();
      if (person?.id === this.#me.id) {
        if (!organisation || organisation.epoch === this.#epoch) return;
        // The database was restored: opened anew, every replica brings what the server lacks into a new document.
        await rememberSession(toRemembered(organisation, person));
        location.reload();
        return;
      }
      this.#socket = 'signed out';
      this.wire.disconnect();
    } catch {
      // No answer: it is the network. The wire tries again by itself.
    }
  }
}
