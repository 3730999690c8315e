import { describe, expect, test } from 'vitest';
import { ar } from './ar/index.ts';
import { out as arabicOut } from './ar/out.ts';
import type { Catalogue } from './catalogue.ts';
import { de } from './de/index.ts';
import { out as germanOut } from './de/out.ts';
import { admin } from './en/admin.ts';
import { field } from './en/field.ts';
import { composer } from './en/composer.ts';
import { details } from './en/details.ts';
import { events } from './en/events.ts';
import { message } from './en/message.ts';
import { out } from './en/out.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { SENTENCES } from './sentences.ts';
import { words } from './words.ts';

const english = {
  words: words(),
  message,
  search,
  composer,
  details,
  events,
  settings,
  admin,
  field,
  sentences: Object.fromEntries(SENTENCES.map((sentence) => [sentence, sentence])),
  out,
};
const { problems: _german, ...german } = { ...de, out: germanOut } satisfies Catalogue & { out: unknown };
const { problems: _arabic, ...arabic } = { ...ar, out: arabicOut };

/** Counts of all six forms of Arabic; what takes a name is called with them too. */
const COUNTS = [0, 1, 2, 3, 11, 100];

/** Every text of a catalogue by its path; of what takes values, once for each count. */
function textsOf(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function')
    return COUNTS.map((count) => [
      `${path}(${count})`,
      String((part as (...values: unknown[]) => string)(count, count, count, count)),
    ]);
  return Object.entries(part as object).flatMap(([key, one]) => textsOf(one, `${path}.${key}`));
}

/** What is called the same in both languages. */
const SAME_IN_GERMAN = [
  '.words.kit.roles.administrator',
  '.details.name',
  '.details.webhooks',
  '.message.code',
  '.message.info',
  '.message.original',
  '.composer.emoji',
  '.composer.emojiGroups.Smileys',
  '.composer.presence.online',
  '.words.people.name',
  '.settings.name',
  '.settings.passkeys',
  '.settings.organisation',
  '.admin.name',
  '.admin.organisation',
  '.admin.pages.server',
  ...COUNTS.flatMap((count) => ['ms', 'bytes'].map((unit) => `.admin.server.units.${unit}(${count})`)),
  '.field.labels.server',
  '.out.problem',
  '.out.problemTitle',
  '.out.code',
  '.out.organisation',
];

describe.each([
  ['German', german, SAME_IN_GERMAN],
  ['Arabic', arabic, []],
])('[U54] the %s catalogue', (_, catalogue, same) => {
  const texts = textsOf(catalogue);
  const inEnglish = new Map(textsOf(english));

  test('has words for everything that English has words for', () => {
    expect(texts.length).toBeGreaterThan(500);
    // Refusals and what the audit log names have their English where they are defined.
    const paths = texts.map(([path]) => path).filter((path) => !/^\.(refusals|audit)\./.test(path));
    expect(paths.sort()).toEqual([...inEnglish.keys()].sort());
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('repeats English only where both say the same', () => {
    const repeated = texts.filter(([path, text]) => inEnglish.get(path) === text && /\p{L}/u.test(text));
    expect(repeated.map(([path]) => path).sort()).toEqual([...same].sort());
  });

  test('keeps the numbers of a sentence', () => {
    const numbers = (text: string) => text.match(/#/g)?.length ?? 0;
    const sentences = Object.entries(catalogue.sentences);
    expect(sentences.filter(([key, text]) => numbers(key) !== numbers(text))).toEqual([]);
  });

  test('never says that a value is missing', () => {
    expect(texts.filter(([, text]) => /undefined|NaN|\[object/.test(text))).toEqual([]);
  });
});

test('[U54] Arabic has its own words for none, one, two, few, many and a hundred', () => {
  const { members } = ar.words.conversation;
  expect(COUNTS.map(members)).toEqual(['لا أعضاء', 'عضو واحد', 'عضوان', '3 أعضاء', '11 عضوًا', '100 عضو']);
});
