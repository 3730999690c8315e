/**
 * Presence between instances: what is said here of who is in a conversation is told to the others on the bus, and what
 * they say is shown here. A state belongs to the instance that has its connection: that says it again now and then, and
 * what is not said again was on an instance that is gone.
 */
import type { Document } from '@hocuspocus/server';
import { applyAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { parseDocumentName } from '#domain/document-names.ts';
import { encodePresence, type Presence, type PresenceUpdate } from '#domain/presence.ts';
import { SAID_BYTES_MAX } from '#server/bus.ts';
import { keepWithoutRefresh } from './guard-presence.ts';

/** What is said within it goes out together: nobody sees that somebody types a tenth of a second later. */
const GATHER_MS = 100;
const AGAIN_MS = 15_000;
/** Two of those were missed. */
const LOST_MS = 40_000;
/** Marks what came from the bus, so that it is not told again. */
const FROM_BUS = { source: 'local' } as const;

interface Told extends PresenceUpdate {
  readonly document: string;
}
/** `asks` names documents that were just opened: who has states there says them again. */
interface Said {
  readonly states: readonly Told[];
  readonly asks: readonly string[];
}

export class SharedPresence {
  readonly #say: (said: string) => void;
  readonly #documents = new Map<string, Document>();
  /** Client ids that are connected elsewhere, by document, and when they were heard of. */
  readonly #elsewhere = new Map<string, Map<number, number>>();
  #states = new Map<string, Told>();
  #asks = new Set<string>();
  #gathering: NodeJS.Timeout | null = null;
  readonly #again: NodeJS.Timeout;

  constructor(say: (said: string) => void) {
    this.#say = say;
    this.#again = setInterval(() => this.#sayAgain(), AGAIN_MS).unref();
  }

  /** Shares what is said in a document from now on, if it is a conversation. */
  attach(document: Document): void {
    if (parseDocumentName(document.name)?.kind !== 'group') return;
    const { name, awareness } = document;
    this.#documents.set(name, document);
    document.on('destroy', () => {
      if (this.#documents.get(name) !== document) return;
      this.#documents.delete(name);
      this.#elsewhere.delete(name);
    });
    awareness.on('update', (changed: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
      if (origin === FROM_BUS) return;
      for (const client of [...changed.added, ...changed.updated, ...changed.removed]) {
        this.#elsewhere.get(name)?.delete(client);
        this.#gather(document, client);
      }
    });
    this.#asks.add(name);
    this.#gatherOn();
  }

  /** Whether a state belongs to a connection of another instance: its device may have come over to this one. */
  isElsewhere(document: Document, client: number): boolean {
    return this.#elsewhere.get(document.name)?.has(client) ?? false;
  }

  hear(text: string): void {
    const { states, asks } = JSON.parse(text) as Said;
    for (const name of asks) this.#sayAll(name);
    for (const told of states) {
      const document = this.#documents.get(told.document);
      if (document) this.#show(document, told);
    }
  }

  /** Says what is left to say, and nothing more afterwards. */
  close(): void {
    clearInterval(this.#again);
    this.#tell();
  }

  #show(document: Document, told: PresenceUpdate): void {
    const { awareness } = document;
    const { client, clock, state } = told;
    const known = awareness.meta.get(client);
    const elsewhere = this.#elsewhere.get(document.name) ?? new Map<number, number>();
    this.#elsewhere.set(document.name, elsewhere);
    // The device has gone on to the instance that says so; what it said before it left counts no more.
    if (known && known.clock > clock) return;
    if (state === null && known && !elsewhere.has(client)) return;
    for (const connection of document.getConnections())
      (document.getClients(connection) as Set<number>).delete(client);
    keepWithoutRefresh(document);
    applyAwarenessUpdate(awareness, encodePresence(told), FROM_BUS);
    if (state === null) this.#forget(document, client);
    else elsewhere.set(client, performance.now());
  }

  #forget(document: Document, client: number): void {
    this.#elsewhere.get(document.name)?.delete(client);
    document.flush(); // It tells the clock, too.
    document.awareness.meta.delete(client);
  }

  #gather(document: Document, client: number): void {
    const { name, awareness } = document;
    const clock = awareness.meta.get(client)?.clock ?? 0;
    const state = (awareness.getStates().get(client) as Presence | undefined) ?? null;
    this.#states.set(`${name} ${client}`, { document: name, client, clock, state });
    this.#gatherOn();
  }

  #gatherOn(): void {
    this.#gathering ??= setTimeout(() => this.#tell(), GATHER_MS);
  }

  #tell(): void {
    if (this.#gathering !== null) clearTimeout(this.#gathering);
    this.#gathering = null;
    const parts = [
      ...[...this.#asks].map((name) => ({ asks: [name], states: [] })),
      ...[...this.#states.values()].map((told) => ({ asks: [], states: [told] })),
    ];
    this.#asks.clear();
    this.#states.clear();
    let said: Said = { asks: [], states: [] };
    for (const { asks, states } of parts) {
      const more = { ...said, asks: [...said.asks, ...asks], states: [...said.states, ...states] };
      if (JSON.stringify(more).length <= SAID_BYTES_MAX) said = more;
      else {
        this.#say(JSON.stringify(said));
        said = { asks, states };
      }
    }
    if (parts.length > 0) this.#say(JSON.stringify(said));
  }

  #sayAll(name: string): void {
    const document = this.#documents.get(name);
    if (!document) return;
    for (const client of document.awareness.getStates().keys())
      if (!this.isElsewhere(document, client)) this.#gather(document, client);
  }

  #sayAgain(): void {
    for (const name of this.#documents.keys()) this.#sayAll(name);
    const since = performance.now() - LOST_MS;
    for (const [name, clients] of this.#elsewhere) {
      const document = this.#documents.get(name);
      for (const [client, heardAt] of clients)
        if (document && heardAt < since) {
          removeAwarenessStates(document.awareness, [client], FROM_BUS);
          this.#forget(document, client);
        }
    }
  }
}
