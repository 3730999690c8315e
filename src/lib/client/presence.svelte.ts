/**
 * Who else is in the conversation on screen, and who writes. A device says so when it changes and not otherwise, so
 * what it costs grows with what happens and not with how many look on; only who is writing says so again.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { UserId } from '#domain/ids.ts';
import type { PresenceUpdate } from '#domain/presence.ts';
import type { Me } from './device.ts';
import type { Replica } from './replica.ts';

/** Who goes on writing says so again after this long. */
const REFRESH_MS = 2_000;
/** Who has not said so again for this long has stopped, or is gone. */
export const TYPING_EXPIRES_MS = 5_000;
/** What is shown is shown for at least this long. */
const TYPING_SHOWN_MS = 500;

interface Other {
  readonly by: UserId;
  readonly clock: number;
  readonly away: boolean;
}

export class Presence {
  readonly #me: Me;
  readonly #replica: Replica;
  readonly #stop: () => void;
  #isTyping = false;
  #isAway = false;
  #saidAt = 0;
  #typingEnds: ReturnType<typeof setTimeout> | undefined;
  readonly #others = new SvelteMap<number, Other>();
  /** Who writes, by client id: since when that is shown. */
  readonly #typing = new SvelteMap<number, UserId>();
  readonly #shownSince = new Map<number, number>();
  readonly #expiries = new Map<number, ReturnType<typeof setTimeout>>();

  /** The others who write, in the order in which they began. */
  readonly typing: readonly UserId[] = $derived.by(() => [
    ...new Set([...this.#typing.values()].filter((by) => by !== this.#me.id)),
  ]);
  /** The others who have the conversation open, and whether nobody looks at it on any of their devices. */
  readonly here: ReadonlyMap<UserId, 'online' | 'away'> = $derived.by(() => {
    const here = new Map<UserId, 'online' | 'away'>();
    for (const { by, away } of this.#others.values())
      if (by !== this.#me.id && here.get(by) !== 'online') here.set(by, away ? 'away' : 'online');
    return here;
  });

  /** @param replica of the live volume of the conversation */
  constructor(replica: Replica, me: Me) {
    this.#replica = replica;
    this.#me = me;
    this.#stop = replica.listen({
      opened: () => this.#say(),
      heard: (said) => this.#hear(said),
      ended: () => this.#forgetAll(),
    });
  }

  /** Something was written just now: says so at once, and then not again for two seconds. */
  wrote(): void {
    clearTimeout(this.#typingEnds);
    this.#typingEnds = setTimeout(() => this.stopped(), TYPING_EXPIRES_MS);
    if (this.#isTyping && Date.now() - this.#saidAt < REFRESH_MS) return;
    this.#isTyping = true;
    this.#say();
  }

  /** It was sent, or taken back, or nothing more came. */
  stopped(): void {
    clearTimeout(this.#typingEnds);
    if (!this.#isTyping) return;
    this.#isTyping = false;
    this.#say();
  }

  /** Nobody looks at the conversation, or somebody does again. */
  look(isSeen: boolean): void {
    if (this.#isAway === !isSeen) return;
    this.#isAway = !isSeen;
    this.#say();
  }

  /** Leaves the conversation. */
  close(): void {
    clearTimeout(this.#typingEnds);
    this.#stop();
    this.#replica.sayPresence(null);
    this.#forgetAll();
  }

  #say(): void {
    this.#saidAt = Date.now();
    this.#replica.sayPresence({
      ...{ by: this.#me.id, typing: this.#isTyping },
      ...(this.#isAway ? { away: true } : {}),
    });
  }

  #hear(said: readonly PresenceUpdate[]): void {
    for (const { client, clock, state } of said) {
      const known = this.#others.get(client);
      if (known && (known.clock > clock || (known.clock === clock && state !== null))) continue;
      if (state === null) this.#others.delete(client);
      else this.#others.set(client, { by: state.by, clock, away: state.away ?? false });
      if (state?.typing) this.#show(client, state.by);
      else this.#hideSoon(client);
    }
  }

  #show(client: number, by: UserId): void {
    if (!this.#typing.has(client)) this.#shownSince.set(client, Date.now());
    this.#typing.set(client, by);
    this.#hideAfter(client, TYPING_EXPIRES_MS);
  }

  #hideSoon(client: number): void {
    const since = this.#shownSince.get(client);
    if (since !== undefined) this.#hideAfter(client, TYPING_SHOWN_MS - (Date.now() - since));
  }

  #hideAfter(client: number, ms: number): void {
    clearTimeout(this.#expiries.get(client));
    this.#expiries.delete(client);
    if (ms <= 0) this.#hide(client);
    else
      this.#expiries.set(
        client,
        setTimeout(() => this.#hide(client), ms),
      );
  }

  #hide(client: number): void {
    this.#typing.delete(client);
    this.#shownSince.delete(client);
    this.#expiries.delete(client);
  }

  /** The connection is gone, and with it what is known. */
  #forgetAll(): void {
    for (const expiry of this.#expiries.values()) clearTimeout(expiry);
    this.#expiries.clear();
    this.#shownSince.clear();
    this.#typing.clear();
    this.#others.clear();
  }
}
