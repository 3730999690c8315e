/**
 * Where the reader is in a conversation: what is shown of it, where it opened, whether it follows what comes.
 * A reader who scrolled up is never moved.
 */
import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { format } from '#client/format.ts';
import type { Group, MessageView } from '#client/group.svelte.ts';
import type { GroupEvent } from '#domain/group-events.ts';
import type { RecordId } from '#domain/ids.ts';
import { arrange, type Arranged, type Row } from './arrange.ts';
import type { EventLine } from './event-lines.ts';

/**
 * Messages shown at first: a screenful. Measured 2026-11: one takes 2 ms on a laptop; 200 took 1.4 s to appear where the
 * processor is slowed down fourfold.
 */
const PAGE = 15;
/**
 * Added at a time while scrolling, about what a frame has time for: 15 held a laptop that was busy with something else for
 * up to 81 ms, 10 times in 160,000 messages; these in 100,000 never for 50 ms (2026-11).
 */
const STEP = 8;
/** Shown on either side of a message that is jumped to. */
const AROUND = 8;
/** So many are shown at most: while some are added at one end, as many go at the other. */
const SHOWN_MAX = 240;
/** With fewer messages at opening older ones are fetched at once. */
const SCREENFUL = 60;
/** Shown above the first unread message, so that it has its context. */
const CONTEXT = 15;
const NEAR_END_PX = 100;
/** More is added before the reader comes to the edge of what is shown. */
const NEAR_EDGE_PX = 1_500;
const HIGHLIGHT_MS = 2_000;

export class Reading {
  readonly #group: Group;
  #scroller: HTMLElement | undefined;
  /** The first message shown, not its place, because older ones may come to stand before it; null for the very first. */
  #from = $state.raw<RecordId | null>(null);
  /** The last message shown; null for whatever is the newest. */
  #to = $state.raw<RecordId | null>(null);
  #isFetching = $state.raw(false);
  /** As last measured. */
  #shape = { scrollHeight: 0, scrollTop: 0, clientHeight: 0 };
  /** Near which edge of what is shown the reader was when last measured. */
  #edge: 'upper' | 'lower' | null = null;
  #isFilling = false;
  #highlightTimer: ReturnType<typeof setTimeout> | undefined;
  /** [S7] What was marked unread until the reader began to look; what is marked later stays so. */
  markVersion = 0;
  isOpened = $state(false);
  isAtEnd = $state(false);
  /** Number of the first message that is new to the reader, loaded or not; kept until they leave. */
  firstNew = $state.raw<number | null>(null);
  /** [U17] Whether it is above what is on screen, and has not been on screen yet. */
  isNewAbove = $state(false);
  #hasSeenNew = false;
  highlighted = $state.raw<RecordId | null>(null);
  /** [U18] Where the reader was before they followed a reply: a message, and how far below the upper edge it stood. */
  placeBefore = $state.raw<{ readonly id: RecordId; readonly top: number } | null>(null);

  readonly #start: number = $derived.by(() =>
    this.#from === null
      ? 0
      : Math.max(
          0,
          this.#group.messages.findIndex(({ id }) => id === this.#from),
        ),
  );
  readonly #end: number = $derived.by(() => {
    const { messages } = this.#group;
    const last = this.#to === null ? -1 : messages.findLastIndex(({ id }) => id === this.#to);
    return last < 0 ? messages.length : last + 1;
  });
  readonly messages: readonly MessageView[] = $derived.by(() =>
    this.isOpened
      ? this.#group.messages
          .slice(this.#start, this.#end)
          .filter((message) => !this.#group.isTraceOver(message))
      : [],
  );
  /** What happened between the messages shown, and after the last one where that is the newest. */
  readonly #events: readonly GroupEvent[] = $derived.by(() => {
    const { messages, events } = this.#group;
    if (!this.isOpened && messages.length > 0) return [];
    const from = messages[this.#start - 1]?.seq ?? 0;
    const to = this.#end < messages.length ? (messages[this.#end - 1]?.seq ?? Infinity) : Infinity;
    return events.filter(({ after }) => after >= from && after < to);
  });
  readonly #arranged: Arranged = $derived.by(() =>
    arrange(this.messages, {
      firstNew: this.#isNewShown ? this.firstNew : null,
      dayKey: (at) => format.dayKey(at),
      events: this.#events,
    }),
  );
  readonly rows: readonly Row[] = $derived(this.#arranged.rows);
  /** What happened to the group since the last message shown. */
  readonly below: readonly EventLine[] = $derived(this.#arranged.below);
  /** Whether what is shown begins before the first new message. */
  readonly #isNewShown: boolean = $derived.by(() => {
    if (this.firstNew === null) return false;
    const first = this.messages[0]?.seq ?? null;
    return (first !== null && first < this.firstNew) || !this.hasEarlier;
  });

  constructor(group: Group) {
    this.#group = group;
  }

  get hasEarlier(): boolean {
    return this.isOpened && (this.#start > 0 || this.#group.hasEarlier);
  }

  /** Whether older messages are on their way from disk or server. */
  get isFetching(): boolean {
    return this.#isFetching;
  }

  /** Opens at the first unread message, or at the end when all is read. */
  async open(): Promise<void> {
    const { messages, firstUnread, readUpTo, unread } = this.#group;
    const first =
      firstUnread === null ? -1 : messages.findIndex(({ seq }) => seq !== null && seq >= firstUnread);
    // One that is the oldest here may not be the first: a long absence is read from its end.
    const isKnown = first > 0 || (first === 0 && !this.#group.hasEarlier);
    if (!isKnown || messages.length - first < PAGE) this.#startAt(messages.length - PAGE);
    else this.#show(first - CONTEXT, first + PAGE);
    this.firstNew = isKnown || unread === 0 ? firstUnread : readUpTo + 1;
    this.markVersion = this.#group.markVersion;
    this.isOpened = true;
    await tick();
    if (!this.#scrollToNew()) this.#scrollToEnd();
    this.#measure();
    // The live volume has just begun: a screen or two of the one before it give it its context.
    if (this.#group.messages.length < SCREENFUL && this.#group.hasEarlier) await this.showEarlier();
  }

  /** [U17] Shows the first new message, fetching older ones if need be. @returns whether it was found */
  async toNew(): Promise<boolean> {
    const { firstNew } = this;
    if (firstNew === null) return false;
    if (!(await this.#fetch(() => this.#group.reach(firstNew)))) return false;
    const place = this.#group.messages.findIndex(({ seq }) => seq !== null && seq >= firstNew);
    this.#show(place - CONTEXT, place + PAGE);
    this.isAtEnd = false;
    await tick();
    this.#scrollToNew();
    this.#measure();
    return true;
  }

  /** The reader was away and looks again. */
  comeBack(): void {
    if (this.#group.firstUnread !== null) {
      this.firstNew = this.#group.firstUnread;
      this.#hasSeenNew = false;
    }
    this.markVersion = this.#group.markVersion;
  }

  /** [S7] The reader wants to go on here another time. */
  markUnread(message: MessageView): void {
    this.#group.markUnread(message);
    this.firstNew = message.seq;
  }

  async toEnd(): Promise<void> {
    this.placeBefore = null;
    // Jumped over, the first new message is not done with.
    if (!this.isAtEnd) this.#hasSeenNew = false;
    if (this.#to !== null || this.rows.length > SHOWN_MAX / 2)
      this.#startAt(this.#group.messages.length - PAGE);
    this.#to = null;
    await tick();
    this.#scrollToEnd();
    this.#measure();
  }

  /** Adds older messages above; what is being read stays where it is. */
  async showEarlier(): Promise<void> {
    if (this.rows.length === 0 || this.#isFetching) return;
    if (this.#start < PAGE && this.#group.hasEarlier) await this.#fetch(() => this.#group.loadEarlier());
    const [start, end] = [Math.max(0, this.#start - STEP), this.#end];
    await this.#keepingPlace('first', () => this.#show(start, Math.min(end, start + SHOWN_MAX)));
  }

  /** Adds newer messages below, where not all are shown. */
  async #showLater(): Promise<void> {
    const [start, end] = [this.#start, this.#end + STEP];
    await this.#keepingPlace('last', () => this.#show(Math.max(start, end - SHOWN_MAX), end));
  }

  /** Notes where the reader is, to come back after a jump. Of several jumps in a row the first counts. */
  notePlace(): void {
    if (!this.#scroller || this.placeBefore) return;
    const edge = this.#scroller.getBoundingClientRect().top;
    const items = [...this.#scroller.querySelectorAll<HTMLElement>('[data-id]')];
    const item = items.find((one) => one.getBoundingClientRect().bottom > edge);
    if (item)
      this.placeBefore = {
        id: item.dataset.id as RecordId,
        top: item.getBoundingClientRect().top - edge,
      };
  }

  /** Goes back to where the reader was before a jump. */
  async goBack(): Promise<void> {
    const place = this.placeBefore;
    this.placeBefore = null;
    if (place === null) return;
    await this.#bringIn(place.id);
    const item = this.#item(place.id);
    if (!this.#scroller || !item) return;
    const top = item.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
    this.#scroller.scrollTop += top - place.top;
    item.focus({ preventScroll: true });
    this.#measure();
  }

  /** Shows a message, with what surrounds it, fetching older ones if need be. @returns whether it was found */
  async jumpTo(id: RecordId): Promise<boolean> {
    const isFound = await this.#fetch(() => this.#group.find(id));
    if (!isFound) return false;
    await this.#bringIn(id);
    const item = this.#item(id);
    item?.scrollIntoView({ block: 'center' });
    item?.focus({ preventScroll: true });
    this.#measure();
    this.highlighted = id;
    clearTimeout(this.#highlightTimer);
    this.#highlightTimer = setTimeout(() => (this.highlighted = null), HIGHLIGHT_MS);
    return true;
  }

  /** For the element that scrolls, whose first child holds what is scrolled. */
  readonly attach: Attachment<HTMLElement> = (scroller) => {
    this.#scroller = scroller;
    const measure = () => this.#measure();
    const follow = new ResizeObserver(() => (this.isAtEnd ? this.#scrollToEnd() : measure()));
    follow.observe(scroller);
    if (scroller.firstElementChild) follow.observe(scroller.firstElementChild);
    scroller.addEventListener('scroll', measure, { passive: true });
    return () => {
      follow.disconnect();
      scroller.removeEventListener('scroll', measure);
      clearTimeout(this.#highlightTimer);
    };
  };

  /** From the very first not by its id: another may come before it, such as one that arrived while ours waited. */
  #startAt(place: number): void {
    this.#from = place > 0 ? (this.#group.messages[place]?.id ?? null) : null;
  }

  /** Shows the messages from one place to before another. */
  #show(start: number, end: number): void {
    this.#startAt(start);
    this.#to = this.#group.messages[end]?.id === undefined ? null : this.#group.messages[end - 1]!.id;
  }

  /** Makes a loaded message one of those shown. */
  async #bringIn(id: RecordId): Promise<void> {
    const place = this.#group.messages.findIndex((message) => message.id === id);
    if (place < this.#start - PAGE || place >= this.#end) this.#show(place - AROUND, place + AROUND);
    else if (place < this.#start) this.#startAt(place - CONTEXT);
    this.isAtEnd = false;
    await tick();
  }

  /** While older messages come, what is shown still begins where it began. */
  async #fetch<T>(older: () => Promise<T>): Promise<T> {
    this.#from = this.messages[0]?.id ?? null;
    this.#isFetching = true;
    try {
      return await older();
    } finally {
      if (this.#start === 0) this.#from = null;
      this.#isFetching = false;
    }
  }

  /** [U13] Changes what is shown without moving what is read, held by the first or last message shown until now. */
  async #keepingPlace(hold: 'first' | 'last', change: () => void): Promise<void> {
    const scroller = this.#scroller;
    const held = this.rows.at(hold === 'first' ? 0 : -1)?.message.id;
    if (!scroller || !held) return;
    // The lower edge, because a day or a name above the message may go away.
    const edge = () => this.#item(held)?.getBoundingClientRect().bottom ?? 0;
    // The browser's own anchoring would move the text a second time.
    scroller.style.overflowAnchor = 'none';
    const before = edge();
    change();
    await tick();
    scroller.scrollTop += edge() - before;
    this.#measure();
    requestAnimationFrame(() => scroller.style.removeProperty('overflow-anchor'));
  }

  #item(id: RecordId): HTMLElement | null {
    return this.#scroller?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? null;
  }

  #scrollToEnd(): void {
    if (!this.#scroller) return;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#shape = { scrollHeight, scrollTop, clientHeight };
  }

  /** @returns whether there is anything new to show */
  #scrollToNew(): boolean {
    const scroller = this.#scroller;
    const divider = this.#divider;
    if (!scroller || !divider) return false;
    scroller.scrollTop = divider.offsetTop - scroller.clientHeight / 4;
    return true;
  }

  get #divider(): HTMLElement | null {
    return this.#scroller?.querySelector<HTMLElement>('[data-first-new]') ?? null;
  }

  #noteNew({ scrollTop, clientHeight }: { scrollTop: number; clientHeight: number }): void {
    if (this.firstNew === null || this.#hasSeenNew) return;
    const top = this.#divider?.offsetTop;
    // Not among what is shown it may be older, or not have come yet.
    const isAbove = top === undefined ? !this.#isNewShown : top < scrollTop;
    this.#hasSeenNew = top !== undefined && !isAbove && top < scrollTop + clientHeight;
    this.isNewAbove = isAbove;
  }

  #measure(): void {
    if (!this.#scroller || !this.isOpened) return;
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    const before = this.#shape;
    this.#shape = { scrollHeight, scrollTop, clientHeight };
    const below = scrollHeight - scrollTop - clientHeight;
    const isNear = this.#to === null && below < NEAR_END_PX;
    if (isNear) this.placeBefore = null;
    // A phone that is turned or opens its keyboard scrolls too; that is not the reader going up.
    const isReshaped = scrollHeight !== before.scrollHeight || clientHeight !== before.clientHeight;
    if (!isNear && this.isAtEnd && isReshaped && scrollTop >= before.scrollTop) this.#scrollToEnd();
    else this.isAtEnd = isNear;
    this.#noteNew(this.#shape);
    this.#noteEdge(scrollTop, below);
  }

  /** More is asked for when the reader comes near an edge, not at every step there. */
  #noteEdge(above: number, below: number): void {
    const before = this.#edge;
    const isLower = this.#to !== null && below < NEAR_EDGE_PX;
    this.#edge = isLower ? 'lower' : above < NEAR_EDGE_PX ? 'upper' : null;
    if (this.#edge !== null && this.#edge !== before) void this.#fill();
  }

  /**
   * Adds to what is shown while the reader is near an edge of it: a little after each frame, so that scrolling is smooth
   * and what was opened is seen first.
   */
  async #fill(): Promise<void> {
    if (this.#isFilling) return;
    this.#isFilling = true;
    try {
      for (let before = ''; this.#edge !== null && before !== this.#shown;) {
        await painted();
        before = this.#shown;
        if (this.#edge === 'lower') await this.#showLater();
        else if (this.hasEarlier) await this.showEarlier();
      }
    } finally {
      this.#isFilling = false;
    }
  }

  /** Differs when something else is shown. */
  get #shown(): string {
    return `${this.messages[0]?.id} ${this.messages.at(-1)?.id}`;
  }
}

/** When the next frame is on the screen. */
const painted = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
