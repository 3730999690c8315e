/**
 * Why something is not gone: what this device knows of the network, the server's answer, the sign-in, the clock and the
 * disk, and whether device and server agree. A report of it holds no text and no names.
 */
import type { GroupId } from '#domain/ids.ts';
import type { Cairn } from './cairn.svelte.ts';
import type { ConnectionState } from './connection.svelte.ts';
import type { Agreement, Group } from './group.svelte.ts';
import { askServer, type ServerAnswer } from './server-answer.ts';
import type { StorageState } from './storage.svelte.ts';

export interface GroupDiagnosis {
  readonly id: GroupId;
  readonly unsent: number;
  readonly refused: number;
  /** When the oldest that waits was written: milliseconds since 1970. */
  readonly waitsSince: number | null;
  readonly isReadOnly: boolean;
  readonly agreement: Agreement;
}

export interface Diagnosed {
  /** Milliseconds since 1970, like all times here. */
  readonly at: number;
  readonly network: 'online' | 'offline';
  readonly connection: ConnectionState;
  readonly lastAttemptAt: number | null;
  readonly upToDateAt: number | null;
  readonly server: ServerAnswer | null;
  readonly storage: StorageState;
  /** Those with something unsent or refused, and those that differ. */
  readonly groups: readonly GroupDiagnosis[];
  /** How many conversations were compared with the server. */
  readonly compared: number;
}

/** The server takes 100 requests a second of one person. */
const COMPARED_AT_ONCE = 20;
const PAUSE_MS = 300;

export class Diagnosis {
  readonly #cairn: Cairn;
  found = $state.raw<Diagnosed | null>(null);
  isLooking = $state.raw(false);

  constructor(cairn: Cairn) {
    this.#cairn = cairn;
  }

  /** Looks at everything. Never rejects. */
  async look(): Promise<void> {
    this.isLooking = true;
    const { groups, connection, storage } = this.#cairn;
    const server = await askServer();
    const all: GroupDiagnosis[] = [];
    for (let at = 0; at < groups.length; at += COMPARED_AT_ONCE) {
      if (at > 0) await pause();
      const some = groups.slice(at, at + COMPARED_AT_ONCE);
      const agreements = await Promise.all(some.map((group) => compare(group, server)));
      all.push(...some.map((group, place) => toDiagnosis(group, agreements[place]!)));
    }
    this.found = {
      at: Date.now(),
      network: navigator.onLine ? 'online' : 'offline',
      connection: connection.state,
      lastAttemptAt: connection.lastAttemptAt,
      upToDateAt: connection.upToDateAt,
      server,
      storage: storage.state,
      groups: all.filter(({ unsent, refused, agreement }) => unsent + refused > 0 || agreement === 'differs'),
      compared: all.filter(({ agreement }) => agreement !== 'unknown').length,
    };
    this.isLooking = false;
  }

  /** For who helps: everything that was found, as JSON, with ids in place of names. */
  report(version: string): string {
    const { deviceId } = this.#cairn;
    return JSON.stringify({ version, browser: navigator.userAgent, deviceId, ...this.found }, null, 2);
  }
}

const toDiagnosis = (group: Group, agreement: Agreement): GroupDiagnosis => ({
  id: group.id,
  unsent: group.unsent,
  refused: group.notDelivered.length,
  waitsSince: group.waitsSince,
  isReadOnly: group.isReadOnly,
  agreement,
});

const compare = (group: Group, server: ServerAnswer | null): Promise<Agreement> =>
  server?.expiresAt ? group.compare() : Promise.resolve('unknown');

const pause = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
