/**
 * Tells devices of what their people have not read. Everything it owes is in the database, so that a crash only delays
 * it, and any number of instances share the work: what one has claimed the others pass over.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { DIGEST_TAG } from '#domain/digest-tag.ts';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import { readPushKeys, type PushKeys } from './push-keys.ts';
import { digestMessage, pushMessage, testMessage, type Told } from './push-message.ts';
import { PushSubscriptions } from './push-subscriptions.ts';
import { claimDeliveries, isDue, spreadDueTasks, unreadOf, type Delivery } from './push-tasks.ts';
import { inSpan } from '../trace.ts';
import { sendPush, type PushOutcome } from './send-push.ts';

/** Between two looks at what is due. */
const LOOK_MS = 2_000;
/** Requests under way. */
const AT_ONCE = 20;
/** More conversations than this at once, as after a night, are told of together. */
const APART_MAX = 3;
const BACK_OFF_MS = 10_000;
const BACK_OFF_MS_MAX = 3_600_000;
/** About eight hours; after that the message is old, and the next one is tried again. */
const ATTEMPTS_MAX = 15;

export interface PusherOptions {
  /** Those of the database when the environment has none. */
  readonly keys: PushKeys | undefined;
  /** Of push services that the operator runs. */
  readonly origins: readonly string[];
  /** Is told what became of each notification. */
  readonly settled?: (outcome: PushOutcome['kind']) => void;
  /** Is told how many messages were looked at and became what devices are owed. */
  readonly spread?: (messages: number) => void;
}

interface Owed {
  readonly delivery: Delivery;
  readonly unread: Told;
}

export class Pusher {
  readonly subscriptions: PushSubscriptions;
  readonly #database: Database;
  readonly #log: Log;
  readonly #keys: PushKeys;
  /** Of push services that the operator runs. */
  readonly origins: readonly string[];
  readonly #settled: (outcome: PushOutcome['kind']) => void;
  readonly #spread: (messages: number) => void;
  readonly #closing = new AbortController();
  #working: Promise<void> = Promise.resolve();

  private constructor(database: Database, log: Log, keys: PushKeys, options: PusherOptions) {
    this.#database = database;
    this.#log = log;
    this.#keys = keys;
    this.origins = options.origins;
    this.#settled = options.settled ?? (() => {});
    this.#spread = options.spread ?? (() => {});
    this.subscriptions = new PushSubscriptions(database);
  }

  static async open(database: Database, log: Log, options: PusherOptions): Promise<Pusher> {
    return new Pusher(database, log, options.keys ?? (await readPushKeys(database)), options);
  }

  /** Tells devices of what is owed from now on. */
  start(): void {
    this.#working = this.#work();
  }

  /** What a device subscribes with, base64url. */
  get publicKey(): string {
    return this.#keys.publicKey;
  }

  /** Sends a device something to look at, at once. Null when it has no subscription. */
  async test(sessionId: string): Promise<PushOutcome | null> {
    const subscription = await this.subscriptions.of(sessionId);
    if (subscription === null) return null;
    const push = { payload: testMessage(subscription), isUrgent: true };
    const outcome = await sendPush(subscription, push, { keys: this.#keys, origins: this.origins });
    this.#settled(outcome.kind);
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
    if (spread > 0) this.#spread(spread);
    const claimed = await claimDeliveries(this.#database.pool, AT_ONCE);
    const byDevice = Map.groupBy(claimed, ({ sessionId }) => sessionId);
    await Promise.all(
      [...byDevice.values()].map((deliveries) =>
        inSpan('push', () => this.#tell(deliveries), { parent: 'none' }),
      ),
    );
    return spread + claimed.length > 0;
  }

  /** Tells one device of what it is owed and is still unread: by conversation, or of many together. */
  async #tell(deliveries: readonly Delivery[]): Promise<void> {
    const owed = await Promise.all(
      deliveries.map(async (delivery) => ({
        delivery,
        unread: await unreadOf(this.#database.pool, delivery),
      })),
    );
    const unread = owed.filter((one): one is Owed => one.unread !== null);
    const over = owed.filter((one) => one.unread === null);
    await Promise.all(over.map(({ delivery }) => this.#done(delivery, delivery.seq)));
    if (unread.length > APART_MAX) await this.#send(unread, DIGEST_TAG);
    else await Promise.all(unread.map((one) => this.#send([one], topicOf(one.delivery.groupId))));
  }

  /** One push, of one conversation or of several. Not empty, and all for one device. */
  async #send(owed: readonly Owed[], topic: string): Promise<void> {
    const [{ delivery, unread }] = owed as [Owed];
    const payload =
      owed.length === 1
        ? pushMessage(unread, delivery)
        : digestMessage(
            owed.map((one) => one.unread),
            delivery,
          );
    const isUrgent = owed.some((one) => one.delivery.isUrgent);
    const outcome = await inSpan('send', () =>
      sendPush(delivery, { payload, topic, isUrgent }, { keys: this.#keys, origins: this.origins }),
    );
    this.#settled(outcome.kind);
    if (outcome.kind === 'gone') return this.subscriptions.remove(delivery.sessionId);
    if (outcome.kind !== 'sent')
      this.#log.warn({ event: 'push-not-taken', session: delivery.sessionId, reason: outcome.why });
    const afterMs = outcome.kind === 'later' ? (outcome.afterMs ?? 0) : null;
    await Promise.all(owed.map((one) => this.#settle(one, afterMs)));
  }

  /** @param afterMs how long the push service wants to be left alone at least; null when it is done with */
  async #settle({ delivery, unread }: Owed, afterMs: number | null): Promise<void> {
    const { attempts } = delivery;
    if (afterMs === null || attempts >= ATTEMPTS_MAX) return this.#done(delivery, unread.seq);
    const backOffMs = Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS * 2 ** (attempts - 1));
    await this.#later(delivery, Math.max(afterMs, backOffMs));
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
