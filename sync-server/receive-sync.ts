/**
 * The place where updates come in. Hocuspocus would apply them, broadcast them and only then store them; here
 * each is judged, committed, and only then applied. That needs the method that reads sync messages itself
 * (`MessageReceiver.readSyncMessage`, @hocuspocus/server 4.7): the `beforeSync` hook comes early enough but
 * can refuse only by throwing, which ends the document.
 */
import {
  MessageReceiver,
  OutgoingMessage,
  type Connection,
  type Document,
  type IncomingMessage,
} from '@hocuspocus/server';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { admitToVolume } from '#domain/admission.ts';
import { parseDocumentName } from '#domain/document-names.ts';
import { STATE_VECTOR_BYTES_MAX } from '#domain/limits.ts';
import { admitToUserDocument } from '#domain/user-admission.ts';
import { inSpan } from '#server/trace.ts';
import { LogBusy, type CommittedUpdate, type UpdateLog } from '#server/update-log.ts';
import type { CLOSE } from './close-reasons.ts';
import type { SocketContext } from './context.ts';
import { end } from './end-document.ts';
import type { Faults } from './faults.ts';

/** An honest device that is asked again sends all it has; one that does not after three times cannot. */
const GAPS_MAX = 3;

/** Where a device stands in telling one document over one connection. */
interface Telling {
  /**
   * Whether it still owes the answer to our step 1. What it writes meanwhile comes early, before the backlog that it
   * stands on, and once more in the answer: taken at once it would overtake older messages [S4] and point at ones
   * that are not here yet.
   */
  owesAnswer: boolean;
  gaps: number;
}

type Verdict = 'taken' | 'gap' | keyof typeof CLOSE;

const readStock = MessageReceiver.prototype.readSyncMessage;

export interface Gate {
  readonly updates: UpdateLog;
  readonly faults: Faults;
  /** Whether a connection may no longer say anything: asked again after everything that takes time. */
  isCutOff(connection: Connection<SocketContext>): boolean;
  /** Brings a document up to the database. */
  catchUp(document: string): Promise<void>;
}

/** Puts the gate in front of every document of this process. */
export function installGate(gate: Gate): void {
  const tellings = new WeakMap<Connection, Telling>();
  const turns = new Turns();

  MessageReceiver.prototype.readSyncMessage = async function (
    message,
    document,
    anyConnection,
    reply,
    first,
  ) {
    if (!anyConnection) throw new Error('a sync message without a connection: nothing here sends one');
    const connection = anyConnection as Connection<SocketContext>;
    const type = peekType(message);
    if (type === messageYjsSyncStep1) {
      const isHuge = peekPayloadLength(message) > STATE_VECTOR_BYTES_MAX;
      if (!isHuge) return readStock.call(this, message, document, connection, reply, first);
      end(connection, 'reset', 'state vector too large', gate.faults);
      return type;
    }
    message.readVarUint();
    if (type !== messageYjsSyncStep2 && type !== messageYjsUpdate) {
      end(connection, 'reset', 'unknown sync message', gate.faults);
      return type;
    }
    const telling = tellings.get(connection) ?? { owesAnswer: true, gaps: 0 };
    tellings.set(connection, telling);
    const isAnswer = type === messageYjsSyncStep2;
    if (telling.owesAnswer && !isAnswer) return type;
    telling.owesAnswer = false;
    const update = message.readVarUint8Array();
    // Two connections of one person could otherwise have two records judged for one place before either is there.
    await turns.take(`${document.name} ${connection.context.slot}`, () =>
      inSpan('update', () => receive({ update, isAnswer, document, connection, telling }, gate), {
        parent: 'none',
        attributes: { 'cairn.bytes': update.length, 'cairn.socket': connection.context.socket.who.socket },
      }),
    );
    return type;
  };
}

/** Work under one key is done one after the other. */
class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** @param work must not throw */
  async take(key: string, work: () => Promise<void>): Promise<void> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(work);
    this.#last.set(key, turn);
    await turn;
    if (this.#last.get(key) === turn) this.#last.delete(key);
  }
}

interface Received {
  readonly update: Uint8Array;
  readonly isAnswer: boolean;
  readonly document: Document;
  readonly connection: Connection<SocketContext>;
  readonly telling: Telling;
}

async function receive(
  { update, isAnswer, document, connection, telling }: Received,
  gate: Gate,
): Promise<void> {
  // It waited for its turn.
  if (gate.isCutOff(connection)) return;
  let verdict: Verdict;
  let why = '';
  try {
    const admitted = await inSpan('gate', () => admitOrCatchUp(update, document, connection.context, gate));
    if (gate.isCutOff(connection)) return;
    verdict = admitted.verdict;
    why = admitted.why ?? '';
    const { scopes } = connection.context;
    if (admitted.work && scopes && !scopes.has('messages:write')) verdict = 'forbidden';
    else if (admitted.work) {
      const { records, sessions, submit } = admitted.work;
      const { socket } = connection.context;
      const isWithin =
        (await socket.within('records', records)) &&
        (sessions === 0 || (await socket.within('sessions', sessions)));
      if (gate.isCutOff(connection)) return;
      if (!isWithin) [verdict, why] = ['busy', 'sends more than it may'];
      else if ((await submit(gate.updates)) === null) verdict = 'forbidden';
    }
  } catch (error) {
    [verdict, why] = ['busy', 'the database'];
    if (!(error instanceof LogBusy))
      gate.faults.report('unexpected', {
        ...connection.context.socket.who,
        ...{ document: document.name, reason: (error as Error).message },
      });
  }

  if (verdict === 'gap') {
    // Only an answer says all the device has; an update may just be early.
    if (isAnswer) telling.gaps++;
    if (telling.gaps < GAPS_MAX) {
      telling.owesAnswer = true;
      send(connection, (message) => message.createSyncMessage().writeFirstSyncStepFor(document));
      return;
    }
    verdict = 'reset';
    why = 'does not connect to what is here';
  } else if (isAnswer) telling.gaps = 0;
  if (verdict === 'taken') send(connection, (message) => message.writeSyncStatus(true));
  else end(connection, verdict, why, gate.faults);
}

interface Admitted {
  readonly verdict: Verdict;
  readonly why?: string;
  /** What it asks of the server, where something of it is new. */
  readonly work?: {
    readonly records: number;
    readonly sessions: number;
    submit(updates: UpdateLog): Promise<readonly CommittedUpdate[] | null>;
  };
}

/**
 * What seems to be missing here may be on its way from another instance, where the device was before or has it from:
 * then it is in the database.
 */
async function admitOrCatchUp(
  update: Uint8Array,
  document: Document,
  author: SocketContext,
  gate: Gate,
): Promise<Admitted> {
  const admitted = admit(update, document, author);
  if (admitted.verdict !== 'gap') return admitted;
  await gate.catchUp(document.name);
  return admit(update, document, author);
}

function admit(update: Uint8Array, document: Document, author: SocketContext): Admitted {
  const name = parseDocumentName(document.name);
  if (name?.kind === 'group') {
    const admission = admitToVolume(update, document, author);
    if (admission.kind === 'gap') return { verdict: 'gap' };
    if (admission.kind === 'impossible') return { verdict: 'reset', why: admission.why };
    if (admission.candidates.length === 0) return { verdict: 'taken' };
    const { groupId, volume } = name;
    const { candidates } = admission;
    const clients = new Set(candidates.map(({ client }) => client));
    return {
      verdict: 'taken',
      work: {
        records: candidates.length,
        sessions: [...clients].filter((client) => !document.store.clients.has(client)).length,
        submit: (updates) => updates.submit({ groupId, volume, author: author.userId, candidates }),
      },
    };
  }
  if (name?.kind === 'user') {
    const admission = admitToUserDocument(update, document, author);
    if (admission.kind === 'gap') return { verdict: 'gap' };
    if (admission.kind === 'impossible') return { verdict: 'reset', why: admission.why };
    if (admission.empty) return { verdict: 'taken' };
    const { update: payload, positions, delivered, showsReceipts, rules } = admission;
    return {
      verdict: 'taken',
      work: {
        records: 1,
        sessions: 0,
        submit: (updates) =>
          updates.submit({
            ...{ document: document.name, userId: author.userId, payload },
            ...{ positions, delivered, showsReceipts, rules },
          }),
      },
    };
  }
  // Only the server writes the others. A device repeats what it knows of them at each connect; that says nothing.
  return { verdict: 'taken' };
}

function send(connection: Connection, write: (message: OutgoingMessage) => OutgoingMessage): void {
  connection.send(write(new OutgoingMessage(connection.messageAddress)).toUint8Array());
}

/** The type as the wire says it, which need not be one of the three there are. */
function peekType(message: IncomingMessage): 0 | 1 | 2 {
  const { pos } = message.decoder;
  const type = message.readVarUint();
  message.decoder.pos = pos;
  return type as 0 | 1 | 2;
}

function peekPayloadLength(message: IncomingMessage): number {
  const { pos } = message.decoder;
  message.readVarUint();
  const { length } = message.readVarUint8Array();
  message.decoder.pos = pos;
  return length;
}
