import type { GroupId, UserId } from '#domain/ids.ts';
import type { Role } from '#domain/rights.ts';
import { writeAudit, type AuditEntry } from './audit.ts';
import type { Database } from './database.ts';
import { deviceName } from './device-name.ts';

/** A device of somebody that is signed in: one session. */
export interface SignedInDevice {
  /** Of the session. */
  id: string;
  /** Browser and system, as far as they tell. */
  name: string;
  /** Where it signed in from. */
  address: string | null;
  signedInAt: Date;
  /** To the minute. */
  lastUsedAt: Date;
  /** Until when it says that its person can work on it without a network; null where not, or where nobody asked it. */
  readyUntil: Date | null;
  /** When it last looked whether it is ready; null for never. */
  checkedAt: Date | null;
}

/** Whose device it is. */
interface Owner {
  id: UserId;
  name: string;
  role: Role;
}

interface DeviceRow extends Omit<SignedInDevice, 'name'> {
  agent: string | null;
}
const DEVICE_COLUMNS = `sessions.id, nullif(ip_address, '') as address, user_agent as agent,
  sessions.created_at as "signedInAt", last_used_at as "lastUsedAt", ready_until as "readyUntil",
  readiness_at as "checkedAt"`;
const rowToDevice = ({ agent, ...row }: DeviceRow): SignedInDevice => ({
  ...row,
  name: deviceName(agent ?? ''),
});

const SEEN_EVERY_MS = 60_000;
/** Beyond this many the oldest are forgotten, and written once more. */
const SEEN_MAX = 10_000;

/** The devices of people: what a session is called where people see it. */
export class Devices {
  readonly #database: Database;
  readonly #ended: (sessionId: string) => void;
  readonly #seen = new Map<string, number>();

  /** @param ended is told of each session that was ended, once that is in the database */
  constructor(database: Database, ended: (sessionId: string) => void) {
    this.#database = database;
    this.#ended = ended;
  }

  /** Latest use first. */
  async of(userId: UserId): Promise<SignedInDevice[]> {
    const { rows } = await this.#database.pool.query<DeviceRow>(
      `select ${DEVICE_COLUMNS} from sessions where user_id = $1 and expires_at > now()
       order by last_used_at desc, id`,
      [userId],
    );
    return rows.map(rowToDevice);
  }

  /** Those of everybody who is active, latest sign-in first, a page at a time. `next` is null on the last page. */
  async ofEverybody({ after, limit }: { after?: string | undefined; limit: number }): Promise<{
    devices: (SignedInDevice & { person: Owner })[];
    next: string | null;
  }> {
    const { rows } = await this.#database.pool.query<DeviceRow & { owner: Owner }>(
      `select ${DEVICE_COLUMNS},
         json_build_object('id', users.id, 'name', users.name, 'role', users.role) as owner
       from sessions join users on users.id = user_id
       where expires_at > now() and active and ($1::text is null or (sessions.created_at, sessions.id) <
         (select created_at, id from sessions where id = $1))
       order by sessions.created_at desc, sessions.id desc limit $2`,
      [after ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    return {
      devices: page.map(({ owner, ...row }) => ({ ...rowToDevice(row), person: owner })),
      next: rows.length > limit ? page.at(-1)!.id : null,
    };
  }

  /** Those of each active member of a group, members by name, of each the latest use first. */
  async ofMembers(groupId: GroupId): Promise<{ id: UserId; name: string; devices: SignedInDevice[] }[]> {
    const { rows } = await this.#database.pool.query<DeviceRow & { userId: UserId; userName: string }>(
      `select users.id as "userId", users.name as "userName", ${DEVICE_COLUMNS}
       from group_members join users on users.id = user_id
         left join sessions on sessions.user_id = users.id and expires_at > now()
       where group_id = $1 and active order by users.name, users.id, last_used_at desc`,
      [groupId],
    );
    return [...Map.groupBy(rows, ({ userId }) => userId)].map(([id, theirs]) => ({
      id,
      name: theirs[0]!.userName,
      // Who is signed in nowhere has one row without a device.
      devices: theirs.flatMap(({ userId: _, userName: __, ...row }) => (row.id ? [rowToDevice(row)] : [])),
    }));
  }

  /** Notes what a device found of itself. @param readyUntil null where it is not ready */
  async noteReadiness(sessionId: string, readyUntil: Date | null): Promise<void> {
    await this.#database.pool.query(
      'update sessions set ready_until = $2, readiness_at = now() where id = $1',
      [sessionId, readyUntil],
    );
  }

  /** Whose device it is; null when it is not signed in. */
  async personOf(sessionId: string): Promise<Owner | null> {
    const { rows } = await this.#database.pool.query<Owner>(
      'select users.id, users.name, role from sessions join users on users.id = user_id where sessions.id = $1',
      [sessionId],
    );
    return rows[0] ?? null;
  }

  /** The device itself signs out. */
  async leave(userId: UserId, sessionId: string): Promise<void> {
    await this.#end(userId, 'id = $2', sessionId, () => ({ action: 'session.left', actor: userId }));
  }

  /** [S20] Signs one device out. @returns whether it was one of theirs */
  async end(userId: UserId, sessionId: string, by: UserId): Promise<boolean> {
    const ended = await this.#end(userId, 'id = $2', sessionId, () => ({
      action: 'session.ended',
      actor: by,
      target: { kind: 'person', id: userId },
    }));
    return ended > 0;
  }

  /** [S20] Signs all devices of somebody out, but for one where `keep` names it. @returns how many */
  endAll(userId: UserId, { by, keep }: { by: UserId; keep?: string | undefined }): Promise<number> {
    return this.#end(userId, 'id is distinct from $2', keep ?? null, (devices) => ({
      action: 'sessions.ended',
      actor: by,
      target: { kind: 'person', id: userId },
      detail: { devices },
    }));
  }

  async #end(
    userId: UserId,
    which: 'id = $2' | 'id is distinct from $2',
    sessionId: string | null,
    entry: (count: number) => AuditEntry,
  ): Promise<number> {
    const ended = await this.#database.transaction(async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `delete from sessions where user_id = $1 and ${which} returning id`,
        [userId, sessionId],
      );
      if (rows.length > 0) await writeAudit(client, entry(rows.length));
      return rows.map(({ id }) => id);
    });
    this.tellEnded(ended);
    return ended.length;
  }

  /** Cuts what these sessions have open. Call it once their end is committed. */
  tellEnded(sessionIds: readonly string[]): void {
    for (const id of sessionIds) {
      this.#seen.delete(id);
      this.#ended(id);
    }
  }

  /** Notes that a device is in use: written at most once a minute. */
  async noteUse(sessionId: string): Promise<void> {
    const at = this.#seen.get(sessionId);
    if (at !== undefined && performance.now() - at < SEEN_EVERY_MS) return;
    this.#seen.delete(sessionId); // to the end: a Map keeps the order of insertion, so the oldest come first
    this.#seen.set(sessionId, performance.now());
    if (this.#seen.size > SEEN_MAX) this.#seen.delete(this.#seen.keys().next().value!);
    await this.#database.pool.query('update sessions set last_used_at = now() where id = $1', [sessionId]);
  }
}
