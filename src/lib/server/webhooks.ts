/** Addresses that write into a group: whoever knows one posts in the name of who made it. Only a hash is kept. */
import { createHash, randomBytes } from 'node:crypto';
import type { GroupId, UserId } from '#domain/ids.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { newId } from './people.ts';

export interface ListedWebhook {
  readonly id: string;
  readonly name: string;
  /** In whose name it writes. */
  readonly madeBy: UserId;
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

/** Who makes or revokes one, and from where. */
export interface WebhookHolder {
  readonly groupId: GroupId;
  readonly by: UserId;
  readonly address: string;
}

export const WEBHOOKS_PER_GROUP_MAX = 50;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

export class Webhooks {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Newest first. */
  async of(groupId: GroupId): Promise<ListedWebhook[]> {
    const { rows } = await this.#database.pool.query<ListedWebhook>(
      `select ${LISTED} from webhooks where group_id = $1 order by created_at desc, id`,
      [groupId],
    );
    return rows;
  }

  /** @returns the secret with what is listed of it, or null when the group has too many */
  async make(
    { groupId, by, address }: WebhookHolder,
    name: string,
  ): Promise<(ListedWebhook & { secret: string }) | null> {
    const secret = randomBytes(32).toString('base64url');
    const rows = await this.#database.transaction(async (client) => {
      await client.query(`select 1 from groups where id = $1 for update`, [groupId]);
      const made = await client.query<ListedWebhook>(
        `insert into webhooks (id, secret_hash, group_id, user_id, name)
         select $1, $2, $3, $4, $5 where (select count(*) from webhooks where group_id = $3) < $6
         returning ${LISTED}`,
        [newId(), hashOf(secret), groupId, by, name, WEBHOOKS_PER_GROUP_MAX],
      );
      for (const { id } of made.rows)
        await writeAudit(client, {
          ...{ action: 'webhook.created', actor: by, address },
          ...{ target: { kind: 'webhook', id }, detail: { group: groupId } },
        });
      return made.rows;
    });
    return rows[0] ? { ...rows[0], secret } : null;
  }

  /** @returns whether there was such a one */
  revoke({ groupId, by, address }: WebhookHolder, webhookId: string): Promise<boolean> {
    return this.#database.transaction(async (client) => {
      const gone = await client.query(`delete from webhooks where id = $1 and group_id = $2`, [
        webhookId,
        groupId,
      ]);
      if (gone.rowCount !== 1) return false;
      await writeAudit(client, {
        ...{ action: 'webhook.revoked', actor: by, address },
        ...{ target: { kind: 'webhook', id: webhookId }, detail: { group: groupId } },
      });
      return true;
    });
  }

  /** Where a secret writes and in whose name, or null for one that is none. */
  async find(secret: string): Promise<{ id: string; groupId: GroupId; madeBy: UserId } | null> {
    if (!SECRET.test(secret)) return null;
    const { rows } = await this.#database.pool.query<{
      id: string;
      group_id: GroupId;
      user_id: UserId;
      is_stale: boolean;
    }>(
      `select webhooks.id, group_id, user_id, last_used_at < now() - interval '1 minute' is not false as is_stale
       from webhooks join users on users.id = user_id where secret_hash = $1 and active`,
      [hashOf(secret)],
    );
    const row = rows[0];
    if (!row) return null;
    if (row.is_stale)
      await this.#database.pool.query(`update webhooks set last_used_at = now() where id = $1`, [row.id]);
    return { id: row.id, groupId: row.group_id, madeBy: row.user_id };
  }
}

const LISTED = `id, name, user_id as "madeBy", created_at as "createdAt", last_used_at as "lastUsedAt"`;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
