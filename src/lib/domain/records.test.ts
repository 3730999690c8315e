import { describe, expect, test } from 'vitest';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { ada, deletion, edit, message, reaction, recordId } from '../../../tests/convergence/people.ts';
import { TEXT_MAX } from './limits.ts';
import { MEMBER_ROOTS, parseRecord, textRefusal, type MemberRoot } from './records.ts';
import type { Refusal } from './refusal.ts';

const examples = {
  message: ['messages', message(ada, 'm1')],
  reply: ['messages', message(ada, 'm2', { replyTo: recordId('m1') })],
  edit: ['edits', edit(ada, 'e1', 'm1')],
  deletion: ['edits', deletion(ada, 'd1', 'm1')],
  reaction: ['reactions', reaction(ada, 'r1', 'm1')],
} as const satisfies Record<string, readonly [MemberRoot, object]>;
const kinds = Object.entries(examples).map(([kind, [root, record]]) => [kind, root, record] as const);

const refusalOf = (root: MemberRoot, value: unknown): Refusal | null => parseRecord(root, value).refusal;

/** What a value becomes on its way through an update: lib0 reads any keys, also those that JavaScript minds. */
function overTheWire(value: unknown): unknown {
  return decoding.readAny(
    decoding.createDecoder(encoding.encode((to) => encoding.writeAny(to, value as never))),
  );
}

/** An object with a key of its own that is called `__proto__`, as lib0 writes and reads it. */
function withProtoKey(record: object, value: unknown): unknown {
  const bytes = encoding.encode((to) => {
    encoding.writeUint8(to, 118); // lib0's mark of an object
    const fields: [string, unknown][] = [...Object.entries(record), ['__proto__', value]];
    encoding.writeVarUint(to, fields.length);
    for (const [key, field] of fields) {
      encoding.writeVarString(to, key);
      encoding.writeAny(to, field as never);
    }
  });
  return decoding.readAny(decoding.createDecoder(bytes));
}

describe.each(kinds)('a %s', (kind, root, record) => {
  test('is read as it was written', () => {
    expect(parseRecord(root, overTheWire(record))).toEqual({ record, refusal: null });
  });

  test.each(Object.keys(record))('without %s is malformed', (field) => {
    const rest = Object.fromEntries(Object.entries(record).filter(([key]) => key !== field));
    const isReplyTo = field === 'replyTo';
    expect(refusalOf(root, rest)).toBe(isReplyTo ? null : 'malformed');
  });

  test.each(Object.keys(record))('whose %s is of another type is malformed', (field) => {
    for (const wrong of [null, {}, [], [record], 7n, Symbol.iterator, new Uint8Array(16), () => 1])
      expect(refusalOf(root, { ...record, [field]: wrong })).toBe('malformed');
    expect(refusalOf(root, { ...record, [field]: field === 'at' ? '1' : 1 })).toBe('malformed');
  });

  test.each(['extra', 'seq', 'toString', 'constructor', ''])(
    'with the unknown key %j is malformed',
    (extra) => {
      expect(refusalOf(root, { ...record, [extra]: 1 })).toBe('malformed');
    },
  );

  test('with fields smuggled in under __proto__ is malformed', () => {
    const { id: _, ...rest } = record;
    expect(refusalOf(root, withProtoKey(rest, { id: record.id }))).toBe('malformed');
    expect(refusalOf(root, withProtoKey(record, { deleted: true }))).toBe('malformed');
    expect(refusalOf(root, withProtoKey(record, null))).toBe('malformed');
    expect(refusalOf(root, withProtoKey(record, []))).toBe('malformed');
  });

  test('with a __proto__ key that JavaScript drops is read without it', () => {
    const parsed = parseRecord(root, withProtoKey(record, 'x'));
    expect(parsed).toEqual({ record, refusal: null });
    expect(Object.getPrototypeOf(parsed.record)).toBe(Object.prototype);
  });

  test.each([NaN, Infinity, -Infinity, -1, 0.5, 8.64e15 + 2, Number.MAX_VALUE])(
    'written at %d is malformed',
    (at) => {
      expect(refusalOf(root, overTheWire({ ...record, at }))).toBe('malformed');
    },
  );

  test.each([0, 1, 8.64e15])('written at %d is read: no order depends on it [S3]', (at) => {
    expect(refusalOf(root, overTheWire({ ...record, at }))).toBeNull();
  });

  test('with an id that is none is malformed', () => {
    for (const field of ['id', 'by', ...('to' in record ? ['to'] : [])])
      for (const wrong of ['', 'short', `${'a'.repeat(15)}\0`, 'a'.repeat(17)])
        expect(refusalOf(root, { ...record, [field]: wrong })).toBe('malformed');
  });

  test('belongs into its own array only', () => {
    for (const other of MEMBER_ROOTS) if (other !== root) expect(refusalOf(other, record)).toBe('malformed');
    expect(kind).not.toBe('');
  });
});

test.each([
  ['null', null],
  ['undefined', undefined],
  ['a number', 1],
  ['a string', 'text'],
  ['a boolean', true],
  ['an array', [message(ada, 'm1')]],
  ['bytes', new Uint8Array(3)],
  ['a class', new Date(0)],
  ['an object without a prototype', Object.assign(Object.create(null), message(ada, 'm1'))],
])('%s is no record', (_what, value) => {
  for (const root of MEMBER_ROOTS)
    expect(parseRecord(root, value)).toEqual({ record: null, refusal: 'malformed' });
});

test('a deletion says true, and does not carry a text', () => {
  const record = deletion(ada, 'd1', 'm1');
  for (const deleted of [false, 1, 'true', null, undefined])
    expect(refusalOf('edits', { ...record, deleted })).toBe('malformed');
  expect(refusalOf('edits', { ...record, text: 'x' })).toBe('malformed');
});

test('a reaction is on or off and nothing else', () => {
  expect(refusalOf('reactions', reaction(ada, 'r1', 'm1', false))).toBeNull();
  for (const on of [0, 1, 'on', null, undefined])
    expect(refusalOf('reactions', { ...reaction(ada, 'r1', 'm1'), on })).toBe('malformed');
});

describe.each([
  ['message', 'messages', message(ada, 'm1')],
  ['edit', 'edits', edit(ada, 'e1', 'm1')],
] as const)('the text of a %s', (_kind, root, record) => {
  const refusalOfText = (text: string): Refusal | null => refusalOf(root, { ...record, text });

  test.each<[what: string, text: string, Refusal | null]>([
    ['one character', 'a', null],
    ['as long as may be', 'a'.repeat(TEXT_MAX), null],
    ['one character longer than may be', 'a'.repeat(TEXT_MAX + 1), 'too-long'],
    ['as long as may be in emoji, two units each', '😀'.repeat(TEXT_MAX / 2), null],
    ['one emoji longer than may be', '😀'.repeat(TEXT_MAX / 2 + 1), 'too-long'],
    ['empty', '', 'empty'],
    ['spaces', '   ', 'empty'],
    ['line feeds, tabs and no-break spaces', '\n\t\u00a0\u2003\r', 'empty'],
    ['too long and blank', ' '.repeat(TEXT_MAX + 1), 'too-long'],
    ['a high surrogate alone', 'a\ud83d', 'malformed'],
    ['a low surrogate alone', '\ude00a', 'malformed'],
    ['surrogates the wrong way round', '\ude00\ud83d', 'malformed'],
    ['with a NUL', 'a\0b', 'malformed'],
    ['too long and with a NUL', `${'a'.repeat(TEXT_MAX)}\0`, 'malformed'],
    ['other control characters', '\u0001\u001b[31mred\u007f', null],
    ['right to left, joiners and a family', 'שלום \u200f👨‍👩‍👧‍👦', null],
    ['with white space around', '  kept as it is\n', null],
  ])('%s', (_what, text, refusal) => {
    expect(refusalOfText(text)).toBe(refusal);
    expect(textRefusal(text)).toBe(refusal);
  });

  test('is kept as it was written', () => {
    const text = '  two\n\nlines  ';
    expect(parseRecord(root, { ...record, text }).record).toMatchObject({ text });
  });
});

test.each<[what: string, emoji: string, Refusal | null]>([
  ['a thumb', '👍', null],
  ['a family with skin tones', '👩🏽‍❤️‍💋‍👨🏿', null],
  ['a heart as text', '❤', null],
  ['a key', '1️⃣', null],
  ['the flag of a country', '🇩🇪', null],
  ['the flag of a part of one', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', null],
  // Reserved for emoji by Unicode and not one yet: the device may know more than the server.
  ['one of a later Unicode', '\u{1F8FF}', null],
  ['a chain of them as long as may be', '👩\u200D'.repeat(10) + '👩', null],
  ['a longer one', '👩\u200D'.repeat(11) + '👩', 'malformed'],
  ['two', '👍👍', 'malformed'],
  ['a letter', 'x', 'malformed'],
  ['a digit', '1', 'malformed'],
  ['words', 'call me', 'malformed'],
  ['a thumb with marks on it', '👍\u0301\u0301', 'malformed'],
  ['a thumb in an override of direction', '\u202e👍', 'malformed'],
  ['empty', '', 'malformed'],
  ['half of one', '\ud83d', 'malformed'],
  ['with a NUL', '👍\0', 'malformed'],
])('the emoji of a reaction: %s', (_what, emoji, refusal) => {
  expect(refusalOf('reactions', reaction(ada, 'r1', 'm1', true, emoji))).toBe(refusal);
});
