/**
 * Makes up an organisation to look at: twelve people who keep wells and pumps running, and six weeks of what they
 * wrote. Pure: the same seed and the same `now` give the same organisation. Its one invariant: `events` is an order
 * in which the server could have accepted them, so whatever an event points at stands before it.
 */
import { makeBlocks } from './blocks.ts';
import { Conversations, type Draft } from './conversation.ts';
import { afterthoughts, slipsOf } from './edits.ts';
import { groups, type GroupPlan } from './groups.ts';
import { people, type Person } from './people.ts';
import { Phrasebook } from './phrase.ts';
import { Bag, Random } from './random.ts';
import { moodOf } from './reactions.ts';
import type { Scene } from './scene.ts';
import { scenesOf } from './scenes/index.ts';
import {
  absenceAt,
  DAY,
  HOUR,
  MINUTE,
  openHours,
  planAbsences,
  spreadStarts,
  type Absence,
} from './timetable.ts';

type In = { group: string; by: string; at: number; acceptedAt: number };
export type DemoEvent =
  | ({ kind: 'message'; key: string; text: string; replyTo?: string } & In)
  | ({ kind: 'edit'; to: string; text: string } & In)
  | ({ kind: 'deletion'; to: string } & In)
  | ({ kind: 'reaction'; to: string; emoji: string; on: boolean } & In);

export interface DemoOrganisation {
  name: string;
  /** The first is the owner. */
  people: { key: string; name: string; employeeId: string; role: 'owner' | 'administrator' | 'member' }[];
  groups: { key: string; name: string; description: string; members: string[]; createdBy: string }[];
  /** As the server accepted them; a backlog is one block. */
  events: DemoEvent[];
}

export interface DemoWish {
  seed: number;
  /** ms since 1970; the last message is a little earlier. */
  now: number;
  /** About how many; 4,000 unless told. */
  messages?: number;
  /** Where the working day takes place, as minutes east of UTC; 0 unless told. */
  utcOffsetMinutes?: number;
}

const SPAN = 42 * DAY;
const LAST_WORD = 2 * MINUTE;

export function generateOrganisation({
  seed,
  now,
  messages = 4000,
  utcOffsetMinutes = 0,
}: DemoWish): DemoOrganisation {
  const random = new Random(seed);
  const offset = utcOffsetMinutes * MINUTE;
  const end = now + offset - LAST_WORD;
  const absences = planAbsences(
    random,
    people,
    end - SPAN,
    end - 8 * HOUR,
    0.65 * Math.min(1, messages / 4000),
  );
  const drafts = writeMessages(random, absences, end, messages);
  const written = [...drafts.map(toMessage), ...afterwards(random, drafts, absences, end)];
  const events = accept(random, written, absences, offset);
  return {
    name: 'Northfield Water Survey',
    people: people.map(({ key, name, employeeId, role }) => ({ key, name, employeeId, role })),
    groups: groups.map(({ key, name, description, members, createdBy }) => ({
      key,
      name,
      description,
      members: [...members],
      createdBy,
    })),
    events,
  };
}

// ---- what people write -------------------------------------------------------------------------------------------

function writeMessages(random: Random, absences: Absence[], end: number, messages: number): Draft[] {
  const phrases: Phrasebook = new Phrasebook(
    random,
    makeBlocks(random, () => phrases),
  );
  const conversations = new Conversations(random, phrases);
  const drafts: Draft[] = [];
  const backlogs = writeBacklogs(random, conversations, absences);
  const start = end - SPAN;
  for (const group of groups) {
    const members = people.filter(({ key }) => group.members.includes(key));
    const present = (from: number, until: number): Person[] =>
      members.filter(
        (person) => !absences.some((a) => a.person === person && a.from < until && from < a.until),
      );
    const own = backlogs.filter((draft) => draft.group === group);
    const wanted = Math.round(messages * group.share) - own.length;
    const played = planScenes(random, group, wanted, start, end).flatMap(({ scene, at }) =>
      conversations.play(scene, group, at, present).filter((draft) => draft.at < end),
    );
    drafts.push(...own, ...played);
  }
  return drafts.sort((x, y) => x.at - y.at);
}

/** Which scenes a group plays and when, so that together they hold about `wanted` messages. */
function planScenes(
  random: Random,
  group: GroupPlan,
  wanted: number,
  start: number,
  end: number,
): { scene: Scene; at: number }[] {
  const plays = new Map<Scene, number>();
  const bags = new Map(Object.keys(group.topics).map((topic) => [topic, new Bag(scenesOf(topic), random)]));
  const topics = Object.entries(group.topics);
  let expected = 0;
  do {
    const [topic] = random.pickWeighted(topics, ([, weight]) => weight);
    const scene = bags.get(topic)!.draw();
    plays.set(scene, (plays.get(scene) ?? 0) + 1);
    expected += lengthOf(scene);
  } while (expected < wanted);
  // The last hours before now are busy at any hour of the day: an open conversation greets whoever looks at the demo.
  const latest = [
    { from: end - 3 * HOUR, weight: 1 },
    { from: end - 2 * HOUR, weight: 2 },
    { from: end - HOUR, weight: 3 },
  ];
  return [...plays].flatMap(([scene, count]) => {
    const hours = openHours(start, end, scene.when);
    const starts = spreadStarts(random, hours, count);
    if (group.share > 0.1 && scene.when === 'any' && random.chance(0.08))
      starts.splice(-1, 1, ...spreadStarts(random, latest, 1));
    return starts.map((at) => ({ scene, at }));
  });
}

/** Messages a scene yields on average: optional turns happen in 62 of 100 cases, some are split in two. */
const lengthOf = (scene: Scene): number =>
  scene.turns.reduce((sum, turn) => sum + (turn.optional ? 0.62 : 1), 0) * 1.02;

function writeBacklogs(random: Random, conversations: Conversations, absences: Absence[]): Draft[] {
  const noteScenes = new Bag(scenesOf('notes'), random);
  const farewell = scenesOf('backInRange')[0]!;
  return absences.flatMap((absence) => {
    const { person, from, until } = absence;
    const open = groups.filter((group) => group.notes && group.members.includes(person.key));
    const group = random.chance(0.6) ? groups[0]! : random.pick(open);
    const alone = (): Person[] => [person];
    const notes: Draft[] = [];
    for (
      let at = from + random.between(10, 40) * MINUTE;
      at < until - 40 * MINUTE;
      at += random.between(50, 120) * MINUTE
    ) {
      notes.push(...conversations.play(noteScenes.draw(), group, Math.round(at), alone));
    }
    const inTime = notes.filter((draft) => draft.at < until - 10 * MINUTE);
    return [
      ...inTime,
      ...conversations.play(farewell, group, until - random.integer(20_000, 4 * MINUTE), alone),
    ];
  });
}

// ---- what happens to it afterwards -------------------------------------------------------------------------------

type Written =
  | { kind: 'message'; draft: Draft; by: Person; text: string; at: number }
  | { kind: 'edit'; draft: Draft; by: Person; text: string; at: number }
  | { kind: 'deletion'; draft: Draft; by: Person; at: number }
  | { kind: 'reaction'; draft: Draft; by: Person; emoji: string; on: boolean; at: number };

const toMessage = (draft: Draft): Written => ({
  kind: 'message',
  draft,
  by: draft.by,
  text: draft.text,
  at: draft.at,
});

/** Edits, deletions and reactions. An edited message is changed to the slip it is corrected from. */
function afterwards(random: Random, drafts: Draft[], absences: Absence[], end: number): Written[] {
  const answered = new Set(drafts.map(({ replyTo }) => replyTo));
  const happened = drafts.flatMap((draft) => {
    const reactions = react(random, draft, absences);
    if (draft.regretted || (!answered.has(draft) && draft.text.length < 200 && random.chance(0.008))) {
      return [...reactions, regret(random, draft)];
    }
    return [...reactions, ...correct(random, draft)];
  });
  return happened.filter(({ at }) => at < end);
}

const regret = (random: Random, draft: Draft): Written => ({
  kind: 'deletion',
  draft,
  by: draft.by,
  at: draft.at + Math.min(random.wait(50_000), 20 * MINUTE),
});

function correct(random: Random, draft: Draft): Written[] {
  if (!random.chance(0.08)) return [];
  const edit = (text: string, at: number): Written => ({ kind: 'edit', draft, by: draft.by, text, at });
  const first = draft.at + Math.min(random.wait(35_000), HOUR);
  if (random.chance(0.12) && draft.text.length > 25) {
    const last = draft.text.includes('\n') ? '\n' : ' ';
    return [edit(draft.text + last + random.pick(afterthoughts), first)];
  }
  const slips = slipsOf(random, draft.text);
  if (!slips) return [];
  const texts = [...slips, draft.text];
  draft.text = texts[0]!;
  return texts.slice(1).map((text, index) => edit(text, first + index * random.integer(15_000, 90_000)));
}

function react(random: Random, draft: Draft, absences: Absence[]): Written[] {
  const mood = moodOf(draft);
  if (!random.chance(mood.share)) return [];
  const others = random.shuffle(
    people.filter((person) => person !== draft.by && draft.group.members.includes(person.key)),
  );
  const favourite = random.pick(mood.emoji);
  const seenAt = absenceAt(absences, draft.by, draft.at)?.until ?? draft.at;
  const reactions: Written[] = [];
  for (const by of others) {
    const at = seenAt + 4000 + Math.min(random.wait(4 * MINUTE, 1.4), 9 * HOUR);
    if (absences.some((a) => a.person === by && a.from < at && seenAt < a.until)) continue;
    const emoji = random.chance(0.68) ? favourite : random.pick(mood.emoji);
    reactions.push({ kind: 'reaction', draft, by, emoji, on: true, at });
    if (random.chance(0.02))
      reactions.push({
        kind: 'reaction',
        draft,
        by,
        emoji,
        on: false,
        at: at + random.integer(2000, 60_000),
      });
    if (!random.chance(0.56)) break;
  }
  return reactions;
}

// ---- what the server sees ----------------------------------------------------------------------------------------

/** Puts everything into the order of acceptance and leaves out what would point at a deleted message. */
function accept(random: Random, written: Written[], absences: Absence[], offset: number): DemoEvent[] {
  const lastOf = new Map<Person, number>();
  const accepted = written
    .sort((x, y) => x.at - y.at)
    .map((item) => {
      const absence = absenceAt(absences, item.by, item.at);
      const delay = random.chance(0.03) ? random.integer(3000, 35_000) : random.integer(70, 900);
      const acceptedAt = Math.max(absence?.until ?? item.at + delay, lastOf.get(item.by) ?? 0);
      lastOf.set(item.by, acceptedAt);
      return { item, acceptedAt };
    })
    // Stable: what one person uploads at one moment stays together and in the order written.
    .sort((x, y) => x.acceptedAt - y.acceptedAt || people.indexOf(x.item.by) - people.indexOf(y.item.by));
  return number(accepted, offset);
}

function number(accepted: { item: Written; acceptedAt: number }[], offset: number): DemoEvent[] {
  const keys = new Map<Draft, string>();
  const acceptedAtOf = new Map<Draft, number>();
  const deleted = new Set<Draft>();
  const events: DemoEvent[] = [];
  for (const { item, acceptedAt } of accepted) {
    const { draft } = item;
    const common = {
      group: draft.group.key,
      by: item.by.key,
      at: item.at - offset,
      acceptedAt: acceptedAt - offset,
    };
    if (item.kind === 'message') {
      const key = `m${keys.size + 1}`;
      const { replyTo } = draft;
      const seen = replyTo && !deleted.has(replyTo) && (acceptedAtOf.get(replyTo) ?? Infinity) <= item.at;
      const target = seen ? { replyTo: keys.get(replyTo) } : {};
      keys.set(draft, key);
      acceptedAtOf.set(draft, acceptedAt);
      events.push({ kind: 'message', key, text: draft.text, ...target, ...common });
      continue;
    }
    const to = keys.get(draft);
    if (to === undefined || deleted.has(draft)) continue;
    if (item.kind === 'deletion') deleted.add(draft);
    if (item.kind === 'deletion') events.push({ kind: 'deletion', to, ...common });
    else if (item.kind === 'edit') events.push({ kind: 'edit', to, text: item.text, ...common });
    else events.push({ kind: 'reaction', to, emoji: item.emoji, on: item.on, ...common });
  }
  return events;
}
