/**
 * A server without sockets, timers and database: the real gate, the real decisions, the real encoding, rows in
 * memory. A frame is judged at once and committed later, so that others come in between.
 */
import * as Y from 'yjs';
import { admitToVolume } from '#domain/admission.ts';
import { volumeOf } from '#domain/group-document.ts';
import { Connection, type Frame } from './connection.ts';
import type { Person } from './people.ts';
import { Rows, type Submitted } from './rows.ts';

/** As in the sync server: the third answer in a row that leaves a gap ends the connection. */
const GAPS_MAX = 3;

interface Waiting extends Submitted {
  readonly connection: Connection;
}

export class Server {
  readonly rows = new Rows();
  /** What was compacted of the log. */
  #state: Uint8Array | null = null;
  #logFrom = 0;
  readonly #connections = new Map<Connection, Person>();
  #waiting: Waiting[] = [];
  doc = this.load();

  connect(person: Person): Connection {
    const connection = new Connection();
    this.#connections.set(connection, person);
    return connection;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Reads one frame. @returns what came of it */
  receive(
    connection: Connection,
    frame: Frame,
  ): 'answered' | 'taken' | 'waits' | 'gap' | 'passed over' | 'reset' {
    if (frame.kind === 'state') {
      connection.down.push({ kind: 'answer', update: Y.encodeStateAsUpdate(this.doc, frame.vector) });
      return this.#ask(connection, 'answered');
    }
    // What was written before this device was asked, and is sent before it answers, may stand on what only the answer
    // brings: an edit of a message that an earlier session wrote, say. The answer contains it again.
    if (frame.kind === 'update' && connection.isAsked) return 'passed over';
    connection.isAsked = false;
    const author = this.#connections.get(connection)!;
    const admission = admitToVolume(frame.update, this.doc, author);
    if (admission.kind === 'impossible')
      throw new Error(`an honest device was called impossible: ${admission.why}`);
    if (admission.kind === 'gap') {
      if (frame.kind === 'answer') connection.gaps++;
      if (connection.gaps < GAPS_MAX) return this.#ask(connection, 'gap');
      this.#drop(connection);
      return 'reset';
    }
    connection.gaps = 0;
    if (admission.candidates.length === 0) return 'taken';
    connection.isBusy = true;
    this.#waiting.push({ author, candidates: admission.candidates, connection });
    return 'waits';
  }

  /** Commits what waits and tells everybody. @param isKilled after the commit, before anybody is told */
  commit(isKilled = false): void {
    const batch = this.#waiting.splice(0);
    const updates = batch.map((submitted) => this.rows.commit(submitted)!);
    if (isKilled) return this.restart();
    for (const update of updates) {
      Y.applyUpdate(this.doc, update);
      for (const connection of this.#connections.keys())
        if (connection.isOpen) connection.down.push({ kind: 'update', update });
    }
    for (const { connection } of batch) connection.isBusy = false;
  }

  /** The process is gone, with all that was only in memory, and is started again. */
  restart(): void {
    for (const connection of [...this.#connections.keys()]) this.#drop(connection);
    this.#waiting = [];
    this.doc = this.load();
  }

  /** Replaces the log so far by one state. */
  compact(): void {
    this.#state = Y.encodeStateAsUpdate(this.load());
    this.#logFrom = this.rows.log.length;
  }

  disconnected(connection: Connection): void {
    this.#drop(connection);
  }

  /** The document as it is read from the database. */
  load(): Y.Doc {
    const doc = new Y.Doc();
    volumeOf(doc);
    for (const update of [...(this.#state ? [this.#state] : []), ...this.rows.log.slice(this.#logFrom)])
      Y.applyUpdate(doc, update);
    return doc;
  }

  #ask<T>(connection: Connection, outcome: T): T {
    connection.isAsked = true;
    connection.down.push({ kind: 'state', vector: Y.encodeStateVector(this.doc) });
    return outcome;
  }

  #drop(connection: Connection): void {
    connection.cut();
    this.#connections.delete(connection);
  }
}
