/** How far a person has read, where that is said over HTTP: it goes into their own document, like a device's word. */
import type pg from 'pg';
import { API_CLIENT } from '#domain/client-id.ts';
import { userDocument } from '#domain/document-names.ts';
import type { DeviceId, GroupId, UserId } from '#domain/ids.ts';
import { setReadPosition } from '#domain/user-document.ts';
import type { Database } from './database.ts';
import type { CommittedUpdate } from './log-rows.ts';
import type { Receipts } from './receipts.ts';
import { changeServerDocument } from './stored-documents.ts';
import { writePositions } from './write-positions.ts';

/** All that is not one of their devices is one more. */
const API_DEVICE = 'api-------------' as DeviceId;

export class Reading {
  readonly #database: Database;
  readonly #receipts: Pick<Receipts, 'noteGroup'>;
  readonly #announce: (committed: readonly CommittedUpdate[]) => void;

  constructor(
    database: Database,
    receipts: Pick<Receipts, 'noteGroup'>,
    announce: (committed: readonly CommittedUpdate[]) => void,
  ) {
    this.#database = database;
    this.#receipts = receipts;
    this.#announce = announce;
  }

  /** Null for somebody who is not in the group. */
  async position(groupId: GroupId, userId: UserId): Promise<{ seq: number; lastSeq: number } | null> {
    return positionOf(this.#database.pool, groupId, userId);
  }

  /** [S6] Says that everything up to a message is read. A position only goes forward, and not beyond what there is. */
  async advance(
    groupId: GroupId,
    userId: UserId,
    to: number,
  ): Promise<{ seq: number; lastSeq: number } | null> {
    const result = await this.#database.transaction(async (client) => {
      const before = await positionOf(client, groupId, userId);
      if (before === null) return null;
      const seq = Math.min(to, before.lastSeq);
      const committed = await changeServerDocument(
        client,
        userDocument(userId),
        (doc) => setReadPosition(doc, groupId, API_DEVICE, seq),
        API_CLIENT,
      );
      await writePositions(client, [{ userId, positions: new Map([[groupId, seq]]) }]);
      return { committed, position: { ...before, seq: Math.max(before.seq, seq) } };
    });
    if (result === null) return null;
    this.#announce(result.committed);
    this.#receipts.noteGroup(groupId);
    return result.position;
  }
}

async function positionOf(
  on: Pick<pg.ClientBase | pg.Pool, 'query'>,
  groupId: GroupId,
  userId: UserId,
): Promise<{ seq: number; lastSeq: number } | null> {
  const { rows } = await on.query<{ seq: number; lastSeq: number }>(
    `select coalesce(seq, 0) as seq, last_seq as "lastSeq"
     from group_members join groups on groups.id = group_id left join read_positions using (group_id, user_id)
     where group_id = $1 and user_id = $2`,
    [groupId, userId],
  );
  return rows[0] ?? null;
}
