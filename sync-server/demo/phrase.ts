import type { Person } from './people.ts';
import { Bag, type Random } from './random.ts';
import { cases, words } from './words.ts';

/** What a conversation has agreed on so far: who plays which role, and what each slot stands for. */
export interface Scope {
  roles: Map<string, Person>;
  bound: Map<string, string>;
  facts: Map<string, Record<string, string>>;
  /** The moment of speaking on the clock on the wall, in ms, for {time}, {earlier}, {weekday} and {lastday}. */
  wallClock: number;
}

const NUMBER = /^(?:(\w+):)?(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)(?:\/(\d+))?$/;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Turns a phrase with slots and choices into a sentence; slots keep their value within one scope. */
export class Phrasebook {
  readonly #random: Random;
  readonly #bags = new Map<string, Bag<string>>();
  readonly #factBags = new Map<string, Bag<Record<string, string>>>();
  readonly #blocks: Record<string, (scope: Scope) => string>;

  /** @param blocks texts that are computed, such as a table of readings, by the name of their slot. */
  constructor(random: Random, blocks: Record<string, (scope: Scope) => string>) {
    this.#random = random;
    this.#blocks = blocks;
    for (const [name, list] of Object.entries(words)) this.#bags.set(name, new Bag(list, random));
    for (const [name, list] of Object.entries(cases)) this.#factBags.set(name, new Bag(list, random));
  }

  say(phrase: string, scope: Scope): string {
    return capitalise(this.#expand(phrase, scope))
      .replace(/ +(?=[,.?!\n]|$)/g, '')
      .trim();
  }

  /** Innermost choices and slots first, until none is left. */
  #expand(phrase: string, scope: Scope): string {
    let text = phrase;
    for (;;) {
      const inner = /\[([^[\]]*)\]|\{([^{}[\]]+)\}/.exec(text);
      if (!inner) return text.replaceAll('~', '`');
      const value = inner[2] === undefined ? this.#choose(inner[1]!, scope) : this.#fill(inner[2], scope);
      text = text.slice(0, inner.index) + value + text.slice(inner.index + inner[0].length);
    }
  }

  /** [x|y], or [q:x|y]: the choice labelled q falls the same way all through the conversation. */
  #choose(choice: string, scope: Scope): string {
    const label = /^[a-z]:/.exec(choice)?.[0];
    if (!label) return this.#random.pick(choice.split('|'));
    const options = choice.slice(label.length).split('|');
    const index = scope.bound.get(label) ?? String(this.#random.integer(0, options.length - 1));
    scope.bound.set(label, index);
    return options[Number(index) % options.length]!;
  }

  #fill(slot: string, scope: Scope): string {
    const number = NUMBER.exec(slot);
    if (number) return this.#number(number, scope);
    const role = scope.roles.get(slot.replace('@', ''));
    if (role) return slot.startsWith('@') ? `@${role.name}` : role.called;
    const dot = slot.indexOf('.');
    if (dot > 0) return this.#expand(this.#fact(slot.slice(0, dot), slot.slice(dot + 1), scope), scope);
    const block = this.#blocks[slot];
    if (block) return block(scope);
    let value = scope.bound.get(slot);
    if (value === undefined) {
      value = this.#clock(slot, scope) ?? this.#word(slot, scope);
      scope.bound.set(slot, value);
    }
    return value;
  }

  #number([, name, low = '', high, step]: RegExpExecArray, scope: Scope): string {
    const known = name && scope.bound.get(name);
    if (known) return known;
    const digits = low.split('.')[1]?.length ?? 0;
    const scale = 10 ** digits / (step ? Number(step) : 1);
    const value =
      this.#random.integer(Math.round(Number(low) * scale), Math.round(Number(high) * scale)) / scale;
    const text = value.toFixed(digits).padStart(low.startsWith('0') && !digits ? low.length : 0, '0');
    if (name) scope.bound.set(name, text);
    return text;
  }

  #fact(name: string, aspect: string, scope: Scope): string {
    const known = scope.facts.get(name) ?? this.#factBags.get(name)?.draw();
    const phrase = known?.[aspect];
    if (known === undefined || phrase === undefined) throw new Error(`no case has ${name}.${aspect}`);
    scope.facts.set(name, known);
    return phrase;
  }

  #word(slot: string, scope: Scope): string {
    const bag = this.#bags.get(slot === 'elsewhere' ? 'site' : slot.replace(/\d$/, ''));
    if (!bag) throw new Error(`no slot is called ${slot}`);
    const taken = new Set(scope.bound.values());
    let value = bag.draw();
    for (let tries = 0; taken.has(value) && tries < 5; tries++) value = bag.draw();
    return this.#expand(value, scope);
  }

  #clock(slot: string, scope: Scope): string | null {
    const { wallClock } = scope;
    const day = (offset: number): string => WEEKDAYS[new Date(wallClock + offset * DAY).getUTCDay()]!;
    const minutes = (low: number, high: number): string =>
      new Date(round(wallClock + this.#random.integer(low, high) * MINUTE)).toISOString().slice(11, 16);
    const round = (ms: number): number => Math.round(ms / (5 * MINUTE)) * 5 * MINUTE;
    const minutesOfDay = (from: number, to: number): string =>
      `${this.#random.integer(from, to)}:${this.#random.pick(['00', '15', '30', '45'])}`;
    if (slot === 'time') return minutes(30, 170);
    if (slot === 'earlier') return minutes(-50, -10);
    const workday = (offsets: readonly number[]): string =>
      day(offsets.find((offset) => new Date(wallClock + offset * DAY).getUTCDay() % 6 !== 0) ?? 0);
    if (slot === 'weekday')
      return workday(
        this.#random.pick([
          [2, 4],
          [3, 5],
          [4, 2],
        ]),
      );
    if (slot === 'weekday2') return workday([6, 5, 1]);
    if (slot === 'lastday')
      return workday(
        this.#random.pick([
          [-1, -3],
          [-2, -4],
          [-3, -5],
          [-4, -2],
        ]),
      );
    if (slot === 'home')
      return new Date(wallClock).getUTCHours() < 13 ? minutesOfDay(15, 18) : minutes(70, 170);
    if (slot === 'today') return day(0);
    return null;
  }
}

const capitalise = (text: string): string =>
  text.replace(
    /(^|[.?!] |\n\n)(?!https?:)(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
