/**
 * Presence in memory: one state for each connection, in conversations only, said by the person about themselves. What
 * does not fit is dropped without a word, since the next state says it all again. Stock Hocuspocus would decode
 * whatever a frame holds, and would let anybody speak for, or take away, anybody.
 */
import type { Connection, Document } from '@hocuspocus/server';
import { applyAwarenessUpdate } from 'y-protocols/awareness';
import { parseDocumentName } from '#domain/document-names.ts';
import { encodePresence, readPresence } from '#domain/presence.ts';
import { Budget, PRESENCE_RATE } from './budgets.ts';
import type { SocketContext } from './context.ts';
import type { Faults } from './faults.ts';

interface Said {
  readonly budget: Budget;
  /** Fixed by the first state of this connection. */
  client: number | null;
}

export class PresenceGuard {
  readonly #faults: Faults;
  readonly #isElsewhere: (document: Document, client: number) => boolean;
  readonly #said = new WeakMap<Connection, Said>();

  /** @param isElsewhere whether a state belongs to a connection of another instance */
  constructor(faults: Faults, isElsewhere: (document: Document, client: number) => boolean) {
    this.#faults = faults;
    this.#isElsewhere = isElsewhere;
  }

  /** Takes an awareness update from a connection, or drops it. */
  async receive(
    update: Uint8Array,
    document: Document,
    connection: Connection<SocketContext>,
  ): Promise<void> {
    const said = this.#said.get(connection) ?? { budget: new Budget(PRESENCE_RATE), client: null };
    this.#said.set(connection, said);
    if (!said.budget.takeOne()) return;
    const { socket } = connection.context;
    const presence = readPresence(update, connection.context);
    const isInConversation = parseDocumentName(document.name)?.kind === 'group';
    if (!presence || !isInConversation || (said.client !== null && said.client !== presence.client))
      return this.#faults.report('presence-refused', { ...socket.who, document: document.name });
    const { client, state } = presence;
    const own = document.getClients(connection) as Set<number>;
    // The same person on two connections: each takes away only what it said itself. A device that changed over from
    // another instance may be here before the end of its connection there is heard of.
    const isKnown = document.awareness.getStates().has(client);
    if (isKnown && !own.has(client) && !this.#isElsewhere(document, client)) return;
    if (said.client === null) {
      if (state === null) return;
      // Every device keeps the clock of each client id it ever heard of.
      if (!(await socket.within('sessions', 1)) || !document.hasConnection(connection)) return;
      said.client = client;
      keepWithoutRefresh(document);
      connection.onClose(() => forget(document, client));
    }
    applyAwarenessUpdate(document.awareness, encodePresence(presence), { source: 'connection', connection });
    // y-protocols 1.0 calls a state that comes back an update, and Hocuspocus would not take it away at the close.
    if (state === null) own.delete(client);
    else if (document.awareness.getStates().has(client)) own.add(client);
  }
}

/**
 * y-protocols 1.0 takes away what was not said again for 30 s, so that every device would have to repeat its state to
 * all the others for as long as it looks. Here a state goes with its connection, and a connection that is silent is
 * closed: who only reads says nothing.
 */
export function keepWithoutRefresh({ awareness }: Document): void {
  clearInterval(awareness._checkInterval as NodeJS.Timeout);
}

/** Hocuspocus has taken the state away; this takes away its clock, once that has been told. */
function forget(document: Document, client: number): void {
  if (document.awareness.getStates().has(client)) return;
  document.flush();
  document.awareness.meta.delete(client);
}
