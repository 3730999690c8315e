/**
 * A server without sockets, timers and database: the real gates, the real decisions, the real encoding, rows in
 * memory. A frame is judged at once and committed later, so that others come in between.
 */
import * as Y from 'yjs';
import { admitToVolume, type Admission } from '#domain/admission.ts';
import { headDocument, parseDocumentName } from '#domain/document-names.ts';
import type { VolumeLimits } from '#domain/limits.ts';
import type { MemberRole } from '#domain/server-documents.ts';
import { admitToUserDocument } from '#domain/user-admission.ts';
import { Connection, type Frame, type Telling } from './connection.ts';
import { ada, groupId, type Person } from './people.ts';
import { Rows, type Backup, type Written } from './rows.ts';

/** As in the sync server: the third answer in a row that leaves a gap ends the document. */
const GAPS_MAX = 3;

export type Verdict =
  | 'opened'
  | 'answered'
  | 'taken'
  | 'waits'
  | 'gap'
  | 'passed over'
  | 'nobody listens'
  | 'forbidden'
  | 'reset';

interface Waiting {
  readonly connection: Connection;
  readonly document: string;
  readonly person: Person;
  readonly isEcho: boolean;
  /** Commits it. @returns null when its author is no member */
  write(): Written[] | null;
}

export class Server {
  readonly rows: Rows;
  epoch = 1;
  readonly connections = new Map<Connection, Person>();
  #waiting: Waiting[] = [];
  /** Documents in memory. */
  readonly #open = new Map<string, Y.Doc>();

  constructor(limits?: VolumeLimits) {
    this.rows = new Rows(undefined, limits);
    this.rows.writeHead();
  }

  /** A document as this process holds it. */
  doc(name: string): Y.Doc {
    const known = this.#open.get(name) ?? this.rows.load(name);
    this.#open.set(name, known);
    return known;
  }

  connect(person: Person): Connection {
    const connection = new Connection(this.epoch);
    this.connections.set(connection, person);
    return connection;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether the next frame has its turn: one person's frames to one document are judged one after the other. */
  isReadyFor(connection: Connection, document: string): boolean {
    const person = this.connections.get(connection);
    return !this.#waiting.some((one) => one.document === document && one.person === person);
  }

  /** Reads one frame. @param isEcho it will come once more, and only that is acknowledged @returns what came of it */
  receive(connection: Connection, frame: Frame, isEcho = false): Verdict {
    const person = this.connections.get(connection);
    if (person === undefined) return 'nobody listens';
    const { document } = frame;
    if (frame.kind === 'closed' || frame.kind === 'taken') throw new Error(`a device says no ${frame.kind}`);
    if (frame.kind === 'open') {
      if (!this.#mayRead(person, document)) return this.#end(connection, document, 'forbidden');
      connection.tellings.set(document, { isAsked: true, gaps: 0 });
      return 'opened';
    }
    const telling = connection.tellings.get(document);
    if (!telling) return 'nobody listens';
    if (frame.kind === 'state') {
      const update = Y.encodeStateAsUpdate(this.doc(document), frame.vector);
      connection.down.push({ kind: 'answer', document, update });
      return this.#ask(connection, document, 'answered');
    }
    // What was written before this device was asked, and is sent before it answers, may stand on what only the answer
    // brings: an edit of a message that an earlier session wrote, say. The answer contains it again.
    if (frame.kind === 'update' && telling.isAsked) return 'passed over';
    telling.isAsked = false;
    return this.#judge(connection, person, telling, frame, isEcho);
  }

  #judge(
    connection: Connection,
    person: Person,
    telling: Telling,
    frame: Frame & { readonly update: Uint8Array },
    isEcho: boolean,
  ): Verdict {
    const { document } = frame;
    const admitted = this.#admit(document, frame.update, person);
    if (admitted === 'impossible') return this.#end(connection, document, 'reset');
    if (admitted === 'gap') {
      if (frame.kind === 'answer') telling.gaps++;
      if (telling.gaps < GAPS_MAX) return this.#ask(connection, document, 'gap');
      return this.#end(connection, document, 'reset');
    }
    telling.gaps = 0;
    if (admitted === 'nothing') {
      if (!isEcho) connection.down.push({ kind: 'taken', document });
      return 'taken';
    }
    this.#waiting.push({ connection, document, person, isEcho, write: admitted });
    return 'waits';
  }

  #admit(
    document: string,
    update: Uint8Array,
    person: Person,
  ): Exclude<Admission['kind'], 'candidates'> | 'nothing' | Waiting['write'] {
    const name = parseDocumentName(document);
    if (name?.kind === 'group') {
      const admission = admitToVolume(update, this.doc(document), person);
      if (admission.kind !== 'candidates') return admission.kind;
      const { candidates } = admission;
      if (candidates.length === 0) return 'nothing';
      return () => this.rows.write({ author: person, candidates, volume: name.volume });
    }
    if (name?.kind !== 'user') return 'nothing';
    const admission = admitToUserDocument(update, this.doc(document), person);
    if (admission.kind !== 'admitted') return admission.kind;
    if (admission.empty) return 'nothing';
    const position = admission.positions.get(groupId) ?? 0;
    return () => [this.rows.writeOwn(document, person, { update: admission.update, position })];
  }

  /**
   * Commits what waits and tells everybody. When it is `killed` after the commit, nobody is told; when the database's
   * answer is `unheard`, the commit is repeated, and everybody told what is in the log.
   */
  commit(how: 'heard' | 'unheard' | 'killed' = 'heard'): void {
    const batch = this.#waiting.splice(0);
    const write = () => batch.map((waiting) => ({ ...waiting, written: waiting.write() }));
    const unheard = how === 'unheard' ? write().map((one) => ({ ...one, isEcho: true })) : [];
    const committed = [...unheard, ...write()];
    const heads = this.rows.writeHead();
    if (how === 'killed') return this.restart();
    for (const { connection, document, isEcho, written } of committed) {
      this.#announce(written ?? []);
      if (written === null) this.#end(connection, document, 'forbidden');
      else if (!isEcho) connection.down.push({ kind: 'taken', document });
    }
    this.#announce(heads);
  }

  /** Takes somebody in, gives another role, or with null takes somebody out and ends what they have open. */
  setMember(person: Person, role: MemberRole | null): void {
    const before = this.rows.roleOf(person);
    this.rows.setMember(person, role);
    const what = role === null ? 'left' : before === null ? 'joined' : (`made-${role}` as const);
    const event = this.rows.writeEvent(what, person.userId);
    const heads = this.rows.writeHead();
    if (role === null)
      for (const [connection, of] of this.connections)
        if (of === person)
          for (const document of [...connection.tellings.keys()])
            if (!this.#mayRead(person, document)) this.#end(connection, document, 'forbidden');
    this.#announce([event, ...heads]);
  }

  setArchived(archived: boolean): void {
    // Rows are changed as groups are: under the lock that the log takes, so not while it decides.
    Object.assign(this.rows.tables.group, { archived });
    const event = this.rows.writeEvent(archived ? 'archived' : 'reopened', ada.userId);
    this.#announce([event, ...this.rows.writeHead()]);
  }

  /** The process is gone, with all that was only in memory, and is started again. */
  restart(): void {
    for (const connection of [...this.connections.keys()]) this.drop(connection);
    this.#waiting = [];
    this.#open.clear();
  }

  /** An older state of the database takes the place of the present one. */
  restore(backup: Backup): void {
    this.rows.restore(backup);
    this.epoch++;
    this.restart();
  }

  /** Replaces every log so far by one state. */
  compact(): void {
    for (const name of this.rows.tables.documents.keys()) this.rows.compact(name);
    this.rows.tables.erasuresOwed = 0;
  }

  /** The connection is gone here, and what was under way to this place. @param isNoticed also by the device */
  drop(connection: Connection, isNoticed = true): void {
    if (isNoticed) connection.cut();
    connection.isOpenThere = false;
    connection.up.clear();
    this.connections.delete(connection);
  }

  #announce(written: readonly Written[]): void {
    for (const { document, update } of written) {
      Y.applyUpdate(this.doc(document), update);
      for (const connection of [...this.connections.keys()])
        if (!connection.isOpenThere) this.connections.delete(connection);
        else if (connection.tellings.has(document))
          connection.down.push({ kind: 'update', document, update });
    }
  }

  #mayRead(person: Person, document: string): boolean {
    const name = parseDocumentName(document);
    if (name?.kind === 'user') return name.userId === person.userId;
    if (this.rows.roleOf(person) === null) return false;
    return document === headDocument(groupId) || this.rows.tables.documents.has(document);
  }

  #ask<T>(connection: Connection, document: string, verdict: T): T {
    connection.tellings.get(document)!.isAsked = true;
    const vector = Y.encodeStateVector(this.doc(document));
    connection.down.push({ kind: 'state', document, vector });
    return verdict;
  }

  #end(connection: Connection, document: string, reason: 'forbidden' | 'reset'): Verdict {
    if (connection.tellings.delete(document) || reason === 'forbidden')
      connection.down.push({ kind: 'closed', document, reason });
    return reason;
  }
}
