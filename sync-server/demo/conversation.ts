import type { GroupPlan } from './groups.ts';
import type { Person } from './people.ts';
import type { Phrasebook, Scope } from './phrase.ts';
import { Bag, type Random } from './random.ts';
import type { Scene, Topic, Turn } from './scene.ts';
import { fromTheSpot, openings, questions, replies, repliesAbout, results } from './tails.ts';
import { HOUR, MINUTE } from './timetable.ts';

/** A message as written; when the server accepts it is decided later. */
export interface Draft {
  group: GroupPlan;
  by: Person;
  text: string;
  at: number;
  replyTo: Draft | null;
  /** The author deletes it soon after. */
  regretted: boolean;
  scene: Scene;
}

const SECOND = 1000;
/** A text that is already in the organisation and longer than this is said differently. */
const SHORT = 25;
/** How often a turn is more than its bare phrase; gives a median of about 70 characters. */
const TAIL = 0.7;
/** Conversations whose opener stands in front of what they are about. */
const OUTSIDE = new Set<Topic>(['pumps', 'wells', 'readings', 'routes', 'vehicles', 'safety']);

/** Plays scenes: gives the roles to people, the slots to things, and each turn its words and its moment. */
export class Conversations {
  readonly #random: Random;
  readonly #phrases: Phrasebook;
  readonly #ways = new Map<Turn, Bag<string>>();
  readonly #tails = new Map<readonly string[], Bag<string>>();
  readonly #said = new Set<string>();

  constructor(random: Random, phrases: Phrasebook) {
    this.#random = random;
    this.#phrases = phrases;
  }

  /** @param present who may speak, given the span of the conversation. */
  play(
    scene: Scene,
    group: GroupPlan,
    start: number,
    present: (from: number, until: number) => Person[],
  ): Draft[] {
    const turns = this.#happening(scene.turns);
    const times = this.#times(turns, start);
    const scope = this.#cast(scene, present(start, times.at(-1)! + HOUR));
    if (!scope) return [];
    const drafts: Draft[] = [];
    turns.forEach((turn, index) => {
      const spokenAt = times[index]!;
      const by = scope.roles.get(turn.role)!;
      const replyTo = this.#replyTo(turn, by, drafts);
      const now = { ...scope, wallClock: spokenAt };
      const said = this.#speak(turn, by, now, (bare) => this.#tailsFor(bare, scene, turn, drafts));
      const lines = this.#split(replyTo ? said : this.#addressed(said, by, drafts, now));
      lines.forEach((text, part) => {
        const at = spokenAt + (part && Math.min(this.#random.wait(7 * SECOND), 40 * SECOND));
        drafts.push({
          group,
          by,
          text,
          at,
          replyTo: part ? null : replyTo,
          regretted: turn.regretted,
          scene,
        });
      });
    });
    return drafts;
  }

  /** An optional turn may be left out, and with it what only replies to it. */
  #happening(turns: Turn[]): Turn[] {
    let before = true;
    return turns.filter((turn) => {
      const possible = before || turn.repliesTo !== 'previous';
      before = possible && (!turn.optional || this.#random.chance(turn.says.every(isShort) ? 0.4 : 0.66));
      return before;
    });
  }

  #times(turns: Turn[], start: number): number[] {
    let at = start;
    return turns.map((turn, index) => {
      if (index === 0) return at;
      const median = turn.late ? 75 * MINUTE : turn.quick ? 14 * SECOND : 95 * SECOND;
      const longest = turn.late ? 4 * HOUR : turn.quick ? MINUTE : 25 * MINUTE;
      at += Math.max(turn.quick ? 4 * SECOND : 42 * SECOND, Math.min(this.#random.wait(median), longest));
      return at;
    });
  }

  /** Those who know the topic rather answer than ask. */
  #cast(scene: Scene, present: Person[]): Scope | null {
    if (present.length < scene.roles.length) return null;
    const roles = new Map<string, Person>();
    const left = [...present];
    for (const role of [...scene.roles].sort((x, y) => (x === 'b' ? -1 : y === 'b' ? 1 : 0))) {
      const weightOf = (person: Person): number =>
        person.talkative * (role === 'b' && person.knows.includes(scene.topic) ? 3 : 1);
      const person = this.#random.pickWeighted(left, weightOf);
      left.splice(left.indexOf(person), 1);
      roles.set(role, person);
    }
    const bound = new Map([['who', left.length ? this.#random.pick(left).called : 'the caretaker']]);
    return { roles, bound, facts: new Map(), wallClock: 0 };
  }

  /** Says it as nobody said it before, with a tail if chance or the search for new words asks for one. */
  #speak(turn: Turn, by: Person, scope: Scope, tailsFor: (bare: string) => Bag<string> | null): string {
    const ways = bagOf(this.#ways, turn, turn.says, this.#random);
    let text = '';
    for (let tries = 0; tries < 12; tries++) {
      const bare = this.#phrases.say(ways.draw(), scope);
      const roomy = bare.length > 11 && bare.length < 170 && !bare.includes('\n');
      const talks = this.#random.chance(by.voice === 'lower' ? TAIL * 0.75 : TAIL) || tries > 5;
      const tails = roomy && talks ? tailsFor(bare) : null;
      const whole = tails ? this.#append(bare, tails, scope) : bare;
      text = inVoiceOf(by, tries > 4 && !tails ? this.#coloured(whole, by, scope) : whole, scope);
      if (text.length <= SHORT || !this.#said.has(text)) break;
    }
    this.#said.add(text);
    return text;
  }

  /** The same words with a name or a smile. */
  #coloured(text: string, by: Person, scope: Scope): string {
    if (text.includes('\n')) return text;
    const others = [...scope.roles.values()].filter((person) => person !== by).map(({ called }) => called);
    const open = text.replace(/\.$/, '');
    const endings = [
      ' 🙂',
      ' 👍',
      ' 🙏',
      ' 😅',
      ' …',
      ...others.flatMap((name) => [`, ${name}`, `, ${name} 🙂`]),
    ];
    return /[\p{L}\d]$/u.test(open) ? open + this.#random.pick(endings) : `${open} 🙂`;
  }

  #append(bare: string, tails: Bag<string>, scope: Scope): string {
    const first = `${/[.?!…]$|\p{Extended_Pictographic}$/u.test(bare) ? bare : `${bare}.`} ${this.#phrases.say(tails.draw(), scope)}`;
    return this.#random.chance(0.13) ? `${first} ${this.#phrases.say(tails.draw(), scope)}` : first;
  }

  #tailsFor(bare: string, scene: Scene, turn: Turn, drafts: Draft[]): Bag<string> | null {
    if (turn.quick || turn.regretted || /thank|sorry|^(ok|good|great|done)\b.{0,16}$/i.test(bare))
      return null;
    const bank = drafts.length === 0 ? openings[scene.topic] : this.#laterTails(bare, scene, turn, drafts);
    return bank ? bagOf(this.#tails, bank, bank, this.#random) : null;
  }

  #laterTails(bare: string, scene: Scene, turn: Turn, drafts: Draft[]): readonly string[] | null {
    const afterSpeech = drafts.length > 1 && drafts.at(-1)!.text.length > 150;
    if (afterSpeech || scene.topic === 'visit' || scene.topic === 'notes' || scene.topic === 'camp')
      return null;
    const checking = OUTSIDE.has(scene.topic) && scene.topic !== 'safety';
    if (turn.late) return checking ? results : null;
    if (turn.role === 'a') return OUTSIDE.has(scene.topic) && !bare.endsWith('?') ? fromTheSpot : null;
    if (turn.role !== 'b') return null;
    if (bare.endsWith('?')) return checking ? questions : null;
    return this.#repliesFor(scene);
  }

  #repliesFor(scene: Scene): readonly string[] {
    const own = repliesAbout[scene.topic];
    return own && this.#random.chance(0.7) ? own : replies;
  }

  /** In a busy group one names the person one answers. */
  #addressed(text: string, by: Person, drafts: Draft[], scope: Scope): string {
    const last = drafts.at(-1);
    if (!last || last.by === by || text.length < 20 || /@|\n/.test(text) || !this.#random.chance(0.05))
      return text;
    return `@${last.by.name} ${lowerStart(text, scope)}`;
  }

  #replyTo(turn: Turn, by: Person, drafts: Draft[]): Draft | null {
    const target = turn.repliesTo === 'opening' ? drafts[0] : drafts.at(-1);
    if (!target || target.by === by) return null;
    return this.#random.chance(turn.repliesTo ? 0.72 : 0.12) ? target : null;
  }

  /** Some press Enter after each sentence. */
  #split(text: string): string[] {
    const cut = /^([^\n`]{12,}?[^.\d][.?!]) (?=\p{Lu}[^\n`]{8,}$)/u.exec(text);
    if (!cut || !this.#random.chance(0.1)) return [text];
    return [cut[1]!.replace(/\.$/, ''), text.slice(cut[0].length)];
  }
}

function bagOf<K>(bags: Map<K, Bag<string>>, key: K, items: readonly string[], random: Random): Bag<string> {
  const bag = bags.get(key) ?? new Bag(items, random);
  bags.set(key, bag);
  return bag;
}

const isShort = (phrase: string): boolean => phrase.length < 16;

/** Names of things keep their capital in every voice. */
function inVoiceOf(person: Person, text: string, scope: Scope): string {
  if (text.includes('\n')) return text;
  const shorter = person.voice === 'neat' ? text : text.replace(/(?<=[\p{L}\d])\.$/u, '');
  if (person.voice !== 'lower') return shorter;
  return lowerStart(shorter, scope);
}

function lowerStart(text: string, scope: Scope): string {
  const names = [...scope.bound.values(), ...[...scope.roles.values()].map(({ called }) => called)];
  const startsWithName = names.some((name) => /^\p{Lu}/u.test(name) && text.startsWith(name));
  return startsWithName || NAME.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

const NAME = /^(\p{Lu}{2}|\p{Lu}\d|I\b|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)/u;
