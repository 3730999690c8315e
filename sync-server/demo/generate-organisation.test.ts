import { describe, expect, it } from 'vitest';
import { type DemoEvent, type DemoOrganisation, generateOrganisation } from './generate-organisation.ts';

type Of<K extends DemoEvent['kind']> = Extract<DemoEvent, { kind: K }>;
const now = Date.UTC(2026, 9, 14, 15, 20);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const only = <K extends DemoEvent['kind']>({ events }: DemoOrganisation, kind: K): Of<K>[] =>
  events.filter((event): event is Of<K> => event.kind === kind);
const share = (part: number, whole: number): number => part / whole;
const quantile = (numbers: number[], q: number): number =>
  numbers.toSorted((x, y) => x - y)[Math.floor(numbers.length * q)]!;

it('gives the same organisation for the same seed and another for another', () => {
  expect(generateOrganisation({ seed: 3, now })).toEqual(generateOrganisation({ seed: 3, now }));
  expect(generateOrganisation({ seed: 3, now })).not.toEqual(generateOrganisation({ seed: 4, now }));
});

it('makes as many messages as asked for', () => {
  const messages = only(generateOrganisation({ seed: 1, now, messages: 1000 }), 'message').length;
  expect(messages).toBeGreaterThan(900);
  expect(messages).toBeLessThan(1200);
});

it('keeps people to their working day where they are', () => {
  const offsetMinutes = 9 * 60;
  const organisation = generateOrganisation({ seed: 1, now, utcOffsetMinutes: offsetMinutes });
  const early = only(organisation, 'message').filter(({ at }) => at < now - DAY);
  const hours = early.map(({ at }) => new Date(at + offsetMinutes * 60_000).getUTCHours());
  expect(share(hours.filter((hour) => hour >= 6 && hour < 20).length, hours.length)).toBeGreaterThan(0.95);
});

describe.each([1, 2, 20])('organisation of seed %i', (seed) => {
  const organisation = generateOrganisation({ seed, now });
  const { people, groups, events } = organisation;
  const messages = only(organisation, 'message');
  const edits = only(organisation, 'edit');
  const deletions = only(organisation, 'deletion');
  const reactions = only(organisation, 'reaction');
  const messageOf = new Map(messages.map((message) => [message.key, message]));

  it('has twelve people, the first is the owner, and nobody shares a key or an employee id', () => {
    expect(people).toHaveLength(12);
    expect(people.filter(({ role }) => role === 'owner')).toEqual([people[0]]);
    expect(new Set(people.map(({ key }) => key)).size).toBe(12);
    expect(new Set(people.map(({ employeeId }) => employeeId)).size).toBe(12);
  });

  it('has eight groups of known members, one with more than 1,500 messages and one nearly empty', () => {
    const keys = people.map(({ key }) => key);
    expect(groups).toHaveLength(8);
    for (const { members, createdBy } of groups) {
      expect(keys).toEqual(expect.arrayContaining(members));
      expect(members).toContain(createdBy);
    }
    const sizes = groups.map(({ key }) => messages.filter(({ group }) => group === key).length);
    expect(Math.max(...sizes)).toBeGreaterThan(1500);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(Math.min(...sizes)).toBeLessThan(10);
  });

  it('has about 4,000 messages over six weeks, the last shortly before now', () => {
    expect(messages.length).toBeGreaterThan(3800);
    expect(messages.length).toBeLessThan(4300);
    const times = messages.map(({ at }) => at);
    expect(Math.min(...times)).toBeLessThan(now - 40 * DAY);
    expect(Math.max(...times)).toBeGreaterThan(now - 2 * HOUR);
    expect(Math.max(...events.map(({ acceptedAt }) => acceptedAt))).toBeLessThan(now);
  });

  it('names every message once', () => {
    expect(messageOf.size).toBe(messages.length);
  });

  it('lets only members speak and react', () => {
    for (const { group, by } of events) {
      expect(groups.find(({ key }) => key === group)?.members).toContain(by);
    }
  });

  it('stands in the order of acceptance, and nothing is accepted before it is written', () => {
    events
      .slice(1)
      .forEach((event, i) => expect(event.acceptedAt).toBeGreaterThanOrEqual(events[i]!.acceptedAt));
    for (const { at, acceptedAt } of events) expect(acceptedAt).toBeGreaterThan(at);
  });

  it('keeps what one person writes in the order written', () => {
    for (const { key } of people) {
      const own = events.filter(({ by }) => by === key);
      own.slice(1).forEach((event, i) => expect(event.at).toBeGreaterThanOrEqual(own[i]!.at));
    }
  });

  it('points only at earlier events of the same group that are not deleted', () => {
    const seen = new Map<string, string>();
    for (const event of events) {
      const target = event.kind === 'message' ? event.replyTo : event.to;
      if (target !== undefined) expect(seen.get(target)).toBe(event.group);
      if (event.kind === 'message') seen.set(event.key, event.group);
      if (event.kind === 'deletion') seen.delete(event.to);
    }
  });

  it('lets only the author edit and delete', () => {
    for (const { by, to } of [...edits, ...deletions]) expect(messageOf.get(to)?.by).toBe(by);
  });

  it('changes the text with every edit', () => {
    const shown = new Map(messages.map(({ key, text }) => [key, text]));
    for (const { to, text } of edits) {
      expect(text).not.toBe(shown.get(to));
      shown.set(to, text);
    }
  });

  it('switches a reaction on once and off only when it is on, and nobody reacts to themselves', () => {
    const on = new Set<string>();
    for (const { by, to, emoji, on: isOn } of reactions) {
      const reaction = `${by} ${emoji} ${to}`;
      expect(on.has(reaction)).toBe(!isOn);
      expect(messageOf.get(to)?.by).not.toBe(by);
      if (isOn) on.add(reaction);
      else on.delete(reaction);
    }
    expect(reactions.some(({ on: isOn }) => !isOn)).toBe(true);
  });

  it('brings the backlog of people out of reach hours later, each as one block', () => {
    const late = events.filter(({ at, acceptedAt }) => acceptedAt - at > HOUR);
    expect(late.length).toBeGreaterThan(60);
    const blocks = new Map<string, number[]>();
    events.forEach(({ by, acceptedAt }, index) => {
      if (!late.some((event) => event.by === by && event.acceptedAt === acceptedAt)) return;
      const block = `${by} ${acceptedAt}`;
      blocks.set(block, [...(blocks.get(block) ?? []), index]);
    });
    expect(blocks.size).toBeGreaterThan(8);
    for (const places of blocks.values()) expect(places.at(-1)).toBe(places[0]! + places.length - 1);
  });

  it('replies, reacts, edits and deletes as often as people do', () => {
    const touched = (changes: { to: string }[]): number =>
      share(new Set(changes.map(({ to }) => to)).size, messages.length);
    expect(share(messages.filter(({ replyTo }) => replyTo).length, messages.length)).toBeCloseTo(0.15, 1);
    expect(touched(reactions)).toBeGreaterThan(0.17);
    expect(touched(reactions)).toBeLessThan(0.24);
    expect(touched(edits)).toBeGreaterThan(0.055);
    expect(touched(edits)).toBeLessThan(0.09);
    expect(touched(deletions)).toBeGreaterThan(0.004);
    expect(touched(deletions)).toBeLessThan(0.016);
    expect(edits.length).toBeGreaterThan(new Set(edits.map(({ to }) => to)).size);
    expect(reactions.length / new Set(reactions.map(({ to }) => to)).size).toBeGreaterThan(1.7);
  });

  it('has lengths as in a real chat', () => {
    const lengths = messages.map(({ text }) => text.length);
    expect(quantile(lengths, 0.5)).toBeGreaterThanOrEqual(55);
    expect(quantile(lengths, 0.5)).toBeLessThanOrEqual(90);
    expect(quantile(lengths, 0.99)).toBeGreaterThan(550);
    expect(quantile(lengths, 0.99)).toBeLessThan(1000);
    expect(Math.min(...lengths)).toBeGreaterThan(0);
  });

  it('repeats fewer than 3 % of the messages longer than 25 characters', () => {
    const long = messages.map(({ text }) => text).filter((text) => text.length > 25);
    expect(1 - share(new Set(long).size, long.length)).toBeLessThan(0.03);
  });

  it.each([
    ['code blocks', /```\n[^`]+\n```/, 30],
    ['inline code', /(?<!`)`[^`\n]+`(?!`)/, 30],
    ['lists', /^(- |\d\. )/m, 30],
    ['links', /https:\/\/example\.org\//, 60],
    ['several paragraphs', /\n\n/, 20],
    ['nothing but emoji', /^(\p{Extended_Pictographic}\uFE0F?)+$/u, 40],
  ])('has messages with %s', (_, pattern, atLeast) => {
    expect(messages.filter(({ text }) => pattern.test(text)).length).toBeGreaterThan(atLeast);
  });

  it('mentions members by their name', () => {
    const mentions = messages.flatMap(({ text, group }) =>
      [...text.matchAll(/@(\p{Lu}\S+)/gu)].map(([, name]) => ({ name, group })),
    );
    expect(mentions.length).toBeGreaterThan(60);
    for (const { name, group } of mentions) {
      const members = groups.find(({ key }) => key === group)?.members;
      const person = people.find((candidate) => candidate.name.startsWith(name!));
      expect(members).toContain(person?.key);
    }
  });

  it('leaves no slot or choice of a phrase unfilled', () => {
    for (const { text } of [...messages, ...edits]) {
      expect(text).not.toMatch(/[{}[\]|~]|undefined|NaN/);
      expect(text).toBe(text.trim());
    }
  });
});
