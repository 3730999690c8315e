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
import type { Log } from '#server/log.ts';
import { LogBusy, type CommittedUpdate, type UpdateLog } from '#server/update-log.ts';
import { CLOSE } from './close-reasons.ts';
import type { SocketContext } from './context.ts';

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

/** Puts the gate in front of every document of this process. */
export function installGate(updates: UpdateLog, log: Log): void {
  const readStock = MessageReceiver.prototype.readSyncMessage;
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
      end(connection, 'reset', 'state vector too large', log);
      return type;
    }
    message.readVarUint();
    if (type !== messageYjsSyncStep2 && type !== messageYjsUpdate) {
      end(connection, 'reset', 'unknown sync message', log);
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
      receive({ update, isAnswer, document, connection, telling }, updates, log),
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
  updates: UpdateLog,
  log: Log,
): Promise<void> {
  let verdict: Verdict;
  let why = '';
  try {
    const admitted = admit(update, document, connection.context);
    verdict = admitted.verdict;
    why = admitted.why ?? '';
    if (admitted.submit && (await admitted.submit(updates)) === null) verdict = 'forbidden';
  } catch (error) {
    verdict = 'busy';
    if (!(error instanceof LogBusy))
      log.error({ event: 'update-failed', document: document.name, error: (error as Error).message });
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
  else end(connection, verdict, why, log);
}

interface Admitted {
  readonly verdict: Verdict;
  readonly why?: string;
  readonly submit?: (updates: UpdateLog) => Promise<readonly CommittedUpdate[] | null>;
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
    return {
      verdict: 'taken',
      submit: (updates) => updates.submit({ groupId, volume, author: author.userId, candidates }),
    };
  }
  if (name?.kind === 'user') {
    const admission = admitToUserDocument(update, document, author);
    if (admission.kind === 'gap') return { verdict: 'gap' };
    if (admission.kind === 'impossible') return { verdict: 'reset', why: admission.why };
    if (admission.empty) return { verdict: 'taken' };
    const { update: payload, positions } = admission;
    return {
      verdict: 'taken',
      submit: (updates) =>
        updates.submit({ document: document.name, userId: author.userId, payload, positions }),
    };
  }
  // Only the server writes the others. A device repeats what it knows of them at each connect; that says nothing.
  return { verdict: 'taken' };
}

function end(
  connection: Connection<SocketContext>,
  verdict: keyof typeof CLOSE,
  why: string,
  log: Log,
): void {
  const { userId } = connection.context;
  log.warn({ event: 'document-closed', verdict, why, user: userId, document: connection.document.name });
  connection.close(CLOSE[verdict]);
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
