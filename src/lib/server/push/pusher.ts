/**
 * Tells devices of what their people have not read. Everything it owes is in the database, so that a crash only delays
 * it, and any number of instances share the work: what one has claimed the others pass over.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import { readPushKeys, type PushKeys } from './push-keys.ts';
import { pushMessage, testMessage } from './push-message.ts';
import { PushSubscriptions } from './push-subscriptions.ts';
import { claimDeliveries, isDue, spreadDueTasks, unreadOf, type Delivery } from './push-tasks.ts';
import { sendPush, type PushOutcome } from './send-push.ts';

/** Between two looks at what is due. */
const LOOK_MS = 2_000;
/** Requests under way. */
const AT_ONCE = 20;
const BACK_OFF_MS = 10_000;
const BACK_OFF_MS_MAX = 3_600_000;
/** About eight hours; after that the message is old, and the next one is tried again. */
const ATTEMPTS_MAX = 15;

export class Pusher {
  readonly subscriptions: PushSubscriptions;
  readonly #database: Database;
  readonly #log: Log;
  readonly #keys: PushKeys;
  /** Of push services that the operator runs. */
  readonly origins: readonly string[];
  readonly #closing = new AbortController();
  readonly #working: Promise<void>;

  private constructor(database: Database, log: Log, keys: PushKeys, origins: readonly string[]) {
    this.#database = database;
    this.#log = log;
    this.#keys = keys;
    this.origins = origins;
    this.subscriptions = new PushSubscriptions(database);
    this.#working = this.#work();
  }

  /** @param keys those of the database when the environment has none */
  static async start(
    database: Database,
    log: Log,
    { keys, origins }: { keys: PushKeys | undefined; origins: readonly string[] },
  ): Promise<Pusher> {
    return new Pusher(database, log, keys ?? (await readPushKeys(database)), origins);
  }

  /** What a device subscribes with, base64url. */
  get publicKey(): string {
    return this.#keys.publicKey;
  }

  /** Sends a device something to look at, at once. Null when it has no subscription. */
  async test(sessionId: string): Promise<PushOutcome | null> {
    const subscription = await this.subscriptions.of(sessionId);
    if (subscription === null) return null;
    const push = { payload: testMessage(subscription.origin), isUrgent: true };
    const outcome = await sendPush(subscription, push, { keys: this.#keys, origins: this.origins });
    if (outcome.kind === 'gone') await this.subscriptions.remove(sessionId);
    return outcome;
  }

  /** Ends after the requests under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        while (!signal.aborted && (await this.#round()));
      } catch (error) {
        this.#log.warn({ event: 'push-failed', error: (error as Error).message });
      }
      await delay(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** @returns whether there was anything to do */
  async #round(): Promise<boolean> {
    const { hasTasks, hasDeliveries } = await isDue(this.#database.pool);
    if (!hasTasks && !hasDeliveries) return false; // Most of the time; a transaction would be written to the disk.
    const spread = hasTasks ? await this.#database.transaction(spreadDueTasks) : 0;
    const claimed = await claimDeliveries(this.#database.pool, AT_ONCE);
    await Promise.all(claimed.map((delivery) => this.#deliver(delivery)));
    return spread + claimed.length > 0;
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const unread = await unreadOf(this.#database.pool, delivery);
    if (unread === null) return this.#done(delivery, delivery.seq);
    const { groupId, isUrgent, origin } = delivery;
    const payload = pushMessage(unread, origin);
    const outcome = await sendPush(
      delivery,
      { payload, topic: topicOf(groupId), isUrgent },
      { keys: this.#keys, origins: this.origins },
    );
    if (outcome.kind === 'sent') return this.#done(delivery, unread.seq);
    if (outcome.kind === 'gone') return this.subscriptions.remove(delivery.sessionId);
    const { sessionId: session, attempts } = delivery;
    this.#log.warn({ event: 'push-not-taken', session, attempts, reason: outcome.why });
    if (outcome.kind === 'refused' || attempts >= ATTEMPTS_MAX) return this.#done(delivery, unread.seq);
    await this.#later(
      delivery,
      Math.max(outcome.afterMs ?? 0, Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS * 2 ** (attempts - 1))),
    );
  }

  /** What came after `seq` meanwhile is due at once. */
  async #done({ sessionId, groupId }: Delivery, seq: number): Promise<void> {
    await this.#database.transaction(async (client) => {
      await client.query(
        `delete from push_deliveries where session_id = $1 and group_id = $2 and seq <= $3`,
        [sessionId, groupId, seq],
      );
      await client.query(
        `update push_deliveries set next_at = now(), attempts = 0 where session_id = $1 and group_id = $2`,
        [sessionId, groupId],
      );
    });
  }

  async #later({ sessionId, groupId }: Delivery, ms: number): Promise<void> {
    await this.#database.pool.query(
      `update push_deliveries set next_at = now() + make_interval(secs => $3)
       where session_id = $1 and group_id = $2`,
      [sessionId, groupId, Math.min(ms, BACK_OFF_MS_MAX) / 1_000],
    );
  }
}

/** At most 32 characters of base64url (RFC 8030, 5.4); ids of direct conversations are shorter than that too. */
const topicOf = (groupId: string): string => groupId.slice(0, 32);
