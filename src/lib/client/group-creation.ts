/**
 * [S22] Groups that this device shows and the server has not made: asks the server to, one after the other, in the
 * order they were made, for as long as it takes. Every device and tab of a person asks for itself, because making a
 * group under a chosen id twice makes one; a device that asked once goes on even when another one's answer came first.
 */
import type { GroupRequest } from '#domain/group-request.ts';
import type { GroupId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { call, CairnError } from './api.ts';

/** What the server says when a group is never to be, and what people are told of it. */
const FINAL: Readonly<Record<string, Refusal>> = {
  'unknown-member': 'person-gone',
  'too-many-members': 'too-many-members',
  'too-many-groups': 'too-many-groups',
  left: 'not-member',
  'id-taken': 'not-created',
  'wrong-id': 'not-created',
  'needs-name': 'not-created',
  'bad-name': 'not-created',
  'not-allowed': 'not-created',
  malformed: 'not-created',
};
/** After an answer that is neither yes nor no, or none: a connection that came meanwhile is not waited for. */
const RETRY_MS = 5_000;

export class GroupCreation {
  readonly #onRefused: (id: GroupId, reason: Refusal) => void;
  readonly #asked = new Map<GroupId, GroupRequest>();
  /** Made, as the server said, and not listed here yet. */
  readonly #made = new Set<GroupId>();
  #isBusy = false;
  #isClosed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(onRefused: (id: GroupId, reason: Refusal) => void) {
    this.#onRefused = onRefused;
  }

  /** The groups to be shown although the server does not list them. */
  get asked(): ReadonlyMap<GroupId, GroupRequest> {
    return this.#asked;
  }

  /** Asks for a group until it is listed or refused. */
  ask(id: GroupId, request: GroupRequest): void {
    if (this.#asked.has(id)) return;
    this.#asked.set(id, request);
    queueMicrotask(() => this.goOn());
  }

  /** The server lists it. */
  forget(id: GroupId): void {
    this.#asked.delete(id);
    this.#made.delete(id);
  }

  /** Asks for what is left. Call it whenever there is a connection. */
  goOn(): void {
    clearTimeout(this.#retry);
    if (!this.#isBusy && !this.#isClosed) void this.#askAll();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
  }

  async #askAll(): Promise<void> {
    this.#isBusy = true;
    const next = () => [...this.#asked].find(([id]) => !this.#made.has(id));
    for (let one = next(); one && !this.#isClosed; one = next()) if (!(await this.#askFor(...one))) break;
    this.#isBusy = false;
  }

  /** @returns whether the server has decided */
  async #askFor(id: GroupId, { at: _at, ...request }: GroupRequest): Promise<boolean> {
    try {
      await call('POST', '/api/v1/groups', { id, ...request });
      this.#made.add(id);
      return true;
    } catch (error) {
      const code = error instanceof CairnError ? error.code : null;
      const reason = code === null ? undefined : FINAL[code];
      if (reason !== undefined && this.#asked.delete(id)) this.#onRefused(id, reason);
      if (reason !== undefined) return true;
      if (!this.#isClosed) this.#retry = setTimeout(() => this.goOn(), RETRY_MS);
      return false;
    }
  }
}
