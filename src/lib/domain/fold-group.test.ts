import { describe, expect, test } from 'vitest';
import {
  ada,
  ben,
  cai,
  deletion,
  edit,
  message,
  reaction,
  recordId,
} from '../../../tests/convergence/people.ts';
import { foldVolume, type FoldedMessage, type VolumeContent } from './fold-group.ts';
import type { LedgerEntry } from './ledger.ts';
import { EXPIRED_AT } from './records.ts';

/** The ledger that names these in this order; messages, whose names begin with m, are numbered. */
function ledger(...names: string[]): LedgerEntry[] {
  let seq = 0;
  return names.map((name, at) =>
    name.startsWith('m') ? [recordId(name), 100 + at, ++seq] : [recordId(name), 100 + at],
  );
}

function fold(content: Partial<VolumeContent>, me = ada): FoldedMessage[] {
  return foldVolume({ messages: [], edits: [], reactions: [], ledger: [], ...content }, me.userId);
}

const names = (folded: readonly FoldedMessage[]) => folded.map(({ id }) => id.replace(/-+$/, ''));
const only = (folded: readonly FoldedMessage[]): FoldedMessage => {
  expect(folded).toHaveLength(1);
  return folded[0]!;
};

describe('order', () => {
  test('[S1] messages stand in the order accepted, wherever they stand in the array', () => {
    const messages = [message(ada, 'm1'), message(ben, 'm2'), message(cai, 'm3')];
    const accepted = ledger('m3', 'm1', 'm2');
    for (const me of [ada, ben, cai])
      for (const shuffled of [messages, [...messages].reverse()])
        expect(names(fold({ messages: shuffled, ledger: accepted }, me))).toEqual(['m3', 'm1', 'm2']);
  });

  test('[S1] the number of a message is the one that the ledger gives, not its place', () => {
    const accepted: LedgerEntry[] = [
      [recordId('m9'), 5, 2_001],
      [recordId('m1'), 6, 2_002],
    ];
    const folded = fold({ messages: [message(ben, 'm1'), message(ben, 'm9')], ledger: accepted });
    expect(folded.map(({ seq, acceptedAt }) => [seq, acceptedAt])).toEqual([
      [2_001, 5],
      [2_002, 6],
    ]);
  });

  test('[S2] the reader\u2019s own that are not accepted follow at the end, in the order written', () => {
    const messages = [message(ada, 'm4'), message(ada, 'm5'), message(ben, 'm1'), message(ada, 'm3')];
    const folded = fold({ messages, ledger: ledger('m1') });
    expect(names(folded)).toEqual(['m1', 'm4', 'm5', 'm3']);
    expect(folded.map(({ seq }) => seq)).toEqual([1, null, null, null]);
    expect(folded.map(({ acceptedAt }) => acceptedAt)).toEqual([100, null, null, null]);
  });

  test('[S3] no clock of a device moves a message', () => {
    const messages = [
      message(ada, 'm1', { at: 9e12 }),
      message(ben, 'm2', { at: 0 }),
      message(ada, 'm3', { at: 1 }),
    ];
    const folded = fold({ messages, ledger: ledger('m1', 'm2') });
    expect(names(folded)).toEqual(['m1', 'm2', 'm3']);
    expect(folded.map(({ writtenAt }) => writtenAt)).toEqual([9e12, 0, 1]);
  });

  test('[S25] what others wrote is not shown before the server has accepted it', () => {
    const messages = [message(ben, 'm1'), message(ada, 'm2')];
    expect(names(fold({ messages }, ada))).toEqual(['m2']);
    expect(names(fold({ messages }, ben))).toEqual(['m1']);
    expect(fold({ messages }, cai)).toEqual([]);
  });

  test('a message that stands here twice is one message', () => {
    const messages = [message(ada, 'm1'), message(ada, 'm2'), message(ada, 'm1')];
    expect(names(fold({ messages }))).toEqual(['m1', 'm2']);
    expect(names(fold({ messages, ledger: ledger('m2', 'm1') }))).toEqual(['m2', 'm1']);
  });

  test('a ledger entry without its record, as in an erased volume, shows nothing', () => {
    expect(names(fold({ messages: [message(ben, 'm2')], ledger: ledger('m1', 'm2') }))).toEqual(['m2']);
  });

  test('what is refused or carried to another volume is no message here, also not its author\u2019s own', () => {
    const messages = [message(ada, 'm1'), message(ada, 'm2'), message(ada, 'm3')];
    const fates: LedgerEntry[] = [
      [recordId('m1'), 5, { refused: 'group-archived' }],
      [recordId('m2'), 6, { carried: 2 }],
    ];
    expect(names(fold({ messages, ledger: fates }, ada))).toEqual(['m3']);
    expect(fold({ messages, ledger: fates }, ben)).toEqual([]);
  });

  test('folding changes nothing of what it reads', () => {
    const content = {
      messages: Object.freeze([message(ben, 'm2'), message(ada, 'm1')]),
      edits: Object.freeze([edit(ada, 'e2', 'm1'), edit(ada, 'e1', 'm1')]),
      reactions: Object.freeze([reaction(ben, 'r1', 'm1')]),
      ledger: Object.freeze(ledger('m1', 'm2', 'e1', 'r1')),
    };
    expect(fold(content)).toEqual(fold(content));
  });
});

describe('edits', () => {
  const messages = [message(ada, 'm1', { text: 'first' })];

  test('[S12] the shown text is that of the edit accepted last, and all are in the history', () => {
    const edits = [edit(ada, 'e2', 'm1', 'second'), edit(ada, 'e1', 'm1', 'third')];
    for (const written of [edits, [...edits].reverse()]) {
      const folded = only(fold({ messages, edits: written, ledger: ledger('m1', 'e1', 'e2') }, ben));
      expect(folded.text).toBe('second');
      expect(folded.original).toBe('first');
      expect(folded.edits.map(({ text, acceptedAt }) => [text, acceptedAt])).toEqual([
        ['third', 101],
        ['second', 102],
      ]);
    }
  });

  test('[S3] [S12] the writer\u2019s clock does not decide between two edits', () => {
    const edits = [
      { ...edit(ada, 'e1', 'm1', 'by the fast clock'), at: 9e12 },
      { ...edit(ada, 'e2', 'm1', 'accepted last'), at: 0 },
    ];
    expect(only(fold({ messages, edits, ledger: ledger('m1', 'e1', 'e2') })).text).toBe('accepted last');
  });

  test('[S13] an edit by anybody but the author is ignored, even if it got in', () => {
    const edits = [edit(ben, 'e1', 'm1', 'not my words')];
    for (const me of [ada, ben, cai]) {
      const folded = only(fold({ messages, edits, ledger: ledger('m1', 'e1') }, me));
      expect([folded.text, folded.edits]).toEqual(['first', []]);
    }
  });

  test('[S17] one\u2019s own waiting edit is shown at once, to oneself, after those accepted', () => {
    const edits = [edit(ada, 'e2', 'm1', 'waiting'), edit(ada, 'e1', 'm1', 'accepted')];
    const content = { messages, edits, ledger: ledger('m1', 'e1') };
    const mine = only(fold(content, ada));
    expect([mine.text, mine.edits.map(({ acceptedAt }) => acceptedAt)]).toEqual(['waiting', [101, null]]);
    expect(mine.waiting).toEqual([recordId('e2')]);
    const theirs = only(fold(content, ben));
    expect([theirs.text, theirs.waiting]).toEqual(['accepted', []]);
  });

  test('[S17] several waiting edits count in the order written', () => {
    const edits = [
      edit(ada, 'e1', 'm1', 'one'),
      edit(ada, 'e2', 'm1', 'two'),
      edit(ada, 'e3', 'm1', 'three'),
    ];
    expect(only(fold({ messages, edits })).text).toBe('three');
  });

  test('an edit that stands here twice is once in the history', () => {
    const edits = [edit(ada, 'e1', 'm1', 'one'), edit(ada, 'e1', 'm1', 'one')];
    expect(only(fold({ messages, edits, ledger: ledger('m1', 'e1') })).edits).toHaveLength(1);
    expect(only(fold({ messages, edits })).waiting).toEqual([recordId('e1')]);
  });

  test('an edit of a message that is not here is left aside', () => {
    const edits = [edit(ada, 'e1', 'm9', 'of nothing')];
    expect(only(fold({ messages, edits, ledger: ledger('m1', 'e1') })).edits).toEqual([]);
  });
});

describe('deletions', () => {
  const messages = [message(ada, 'm1', { replyTo: recordId('m0') })];
  const [change, removal] = [edit(ada, 'e1', 'm1'), deletion(ada, 'd1', 'm1')];
  const mark = reaction(ben, 'r1', 'm1');

  test.each([
    ['accepted after the edit', ledger('m1', 'r1', 'e1', 'd1')],
    ['accepted before the edit', ledger('m1', 'd1', 'e1', 'r1')],
    ['still waiting', ledger('m1', 'r1', 'e1')],
    ['accepted, the edit waiting', ledger('m1', 'd1', 'r1')],
    ['all waiting', []],
  ])('[S14] a deletion wins over every edit: %s', (_when, accepted) => {
    for (const edits of [
      [change, removal],
      [removal, change],
    ]) {
      const folded = only(fold({ messages, edits, reactions: [mark], ledger: accepted }));
      expect(folded).toMatchObject({ deleted: true, text: '', original: '', edits: [], reactions: [] });
      expect(folded.id).toBe(recordId('m1'));
    }
  });

  test('[S14] [S17] a waiting deletion is seen by who wrote it and nobody else', () => {
    const content = { messages, edits: [deletion(ben, 'd1', 'm1')], ledger: ledger('m1') };
    expect(only(fold(content, ben))).toMatchObject({ deleted: true, waiting: [recordId('d1')] });
    expect(only(fold(content, ada))).toMatchObject({ deleted: false, waiting: [] });
  });

  test('[S1] a deleted message keeps its place and its number', () => {
    const three = [message(ada, 'm1'), message(ada, 'm2'), message(ada, 'm3')];
    const folded = fold({
      messages: three,
      edits: [deletion(ada, 'd1', 'm2')],
      ledger: ledger('m1', 'm2', 'm3', 'd1'),
    });
    expect(folded.map(({ seq, deleted }) => [seq, deleted])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });
});

describe('reactions', () => {
  const messages = [message(ada, 'm1')];
  const shown = (reactions: ReturnType<typeof reaction>[], accepted: LedgerEntry[], me = ada) =>
    only(fold({ messages, reactions, ledger: accepted }, me)).reactions;

  test('[S16] of a person\u2019s reactions with one emoji the one accepted last counts', () => {
    const [on, off] = [reaction(ben, 'r1', 'm1', true), reaction(ben, 'r2', 'm1', false)];
    for (const written of [
      [on, off],
      [off, on],
    ]) {
      expect(shown(written, ledger('m1', 'r1', 'r2'))).toEqual([]);
      expect(shown(written, ledger('m1', 'r2', 'r1'))).toEqual([{ emoji: '👍', by: [ben.userId] }]);
    }
  });

  test('[S16] people and emoji count each for themselves', () => {
    const reactions = [
      reaction(ben, 'r1', 'm1', true, '👍'),
      reaction(cai, 'r2', 'm1', true, '👍'),
      reaction(ben, 'r3', 'm1', true, '❤️'),
      reaction(ben, 'r4', 'm1', false, '👍'),
      reaction(ada, 'r5', 'm1', false, '❤️'),
    ];
    expect(shown(reactions, ledger('m1', 'r1', 'r2', 'r3', 'r4', 'r5'))).toEqual([
      { emoji: '👍', by: [cai.userId] },
      { emoji: '❤️', by: [ben.userId] },
    ]);
  });

  test('[S16] the same reaction twice is one', () => {
    const twice = [reaction(ben, 'r1', 'm1'), reaction(ben, 'r2', 'm1')];
    expect(shown(twice, ledger('m1', 'r1', 'r2'))).toEqual([{ emoji: '👍', by: [ben.userId] }]);
  });

  test('[S17] one\u2019s own waiting reaction counts at once, for oneself', () => {
    const reactions = [reaction(ben, 'r2', 'm1', false), reaction(ben, 'r1', 'm1', true)];
    expect(shown(reactions, ledger('m1', 'r1'), ben)).toEqual([]);
    expect(shown(reactions, ledger('m1', 'r1'), ada)).toEqual([{ emoji: '👍', by: [ben.userId] }]);
    expect(only(fold({ messages, reactions, ledger: ledger('m1', 'r1') }, ben)).waiting).toEqual([
      recordId('r2'),
    ]);
  });
});

test('a reply names what it replies to, and stands also where that is not', () => {
  const messages = [message(ben, 'm2', { replyTo: recordId('m1') })];
  expect(only(fold({ messages, ledger: ledger('m2') })).replyTo).toBe(recordId('m1'));
  expect(only(fold({ messages: [message(ben, 'm1')], ledger: ledger('m1') })).replyTo).toBeNull();
});

test('[S1] everybody folds accepted records alike', () => {
  const content = {
    messages: [message(ada, 'm1'), message(ben, 'm2'), message(cai, 'm3')],
    edits: [edit(ada, 'e1', 'm1'), deletion(ben, 'd1', 'm3'), edit(ben, 'e2', 'm2')],
    reactions: [reaction(cai, 'r1', 'm1'), reaction(ada, 'r2', 'm2')],
    ledger: ledger('m2', 'm1', 'r1', 'e1', 'm3', 'd1', 'e2', 'r2'),
  };
  expect(fold(content, ben)).toEqual(fold(content, ada));
  expect(fold(content, cai)).toEqual(fold(content, ada));
});

describe('[S15] what is erased', () => {
  const erasedBy = (name: string, to: string, seq?: number): LedgerEntry[] => [
    ...(seq === undefined ? [] : [[recordId(to), 100, seq] as const]),
    [recordId(name), 200, { erased: { to: recordId(to), by: ben.userId, at: 7 } }],
  ];

  test('keeps its place in the order, with whose it was and when they wrote it, and nothing else', () => {
    const accepted = [...ledger('m1'), ...erasedBy('d1', 'm2', 2), [recordId('m3'), 300, 3] as const];
    const folded = fold({ messages: [message(ada, 'm3'), message(ada, 'm1')], ledger: accepted });
    expect(names(folded)).toEqual(['m1', 'm2', 'm3']);
    expect(folded[1]).toEqual({
      ...{ id: recordId('m2'), by: ben.userId, writtenAt: 7, seq: 2, acceptedAt: 100, replyTo: null },
      ...{ text: '', original: '', deleted: true, deletedAt: 200, edits: [], reactions: [], waiting: [] },
    });
  });

  test('is expired where nobody wrote the deletion', () => {
    const deletion = (to: string, at: number) =>
      ({ id: recordId(`d-${to}`), by: ben.userId, to: recordId(to), deleted: true, at }) as const;
    const folded = fold({
      edits: [deletion('m1', EXPIRED_AT), deletion('m2', 5)],
      ledger: [...erasedBy('d-m1', 'm1', 1), ...erasedBy('d-m2', 'm2', 2)],
    });
    expect(folded.map(({ deleted, isExpired }) => [deleted, isExpired])).toEqual([
      [true, true],
      [true, undefined],
    ]);
  });

  test('[S14] stays erased when its text, an edit or a reaction stands here again', () => {
    const content = {
      messages: [message(ben, 'm1')],
      edits: [edit(ben, 'e1', 'm1'), deletion(ada, 'd1', 'm1')],
      reactions: [reaction(ada, 'r1', 'm1')],
      ledger: [...ledger('m1', 'e1', 'r1'), ...erasedBy('d1', 'm1')],
    };
    expect(only(fold(content))).toMatchObject({
      deleted: true,
      text: '',
      original: '',
      edits: [],
      reactions: [],
    });
  });

  test('is one message, however many deleted it', () => {
    const accepted = [...erasedBy('d1', 'm1', 1), ...erasedBy('d2', 'm1')];
    expect(only(fold({ ledger: accepted }))).toMatchObject({ id: recordId('m1'), deleted: true });
  });

  test('[S17] takes no notice of an own edit that waits, which is told as waiting', () => {
    const accepted = erasedBy('d1', 'm1', 1);
    const folded = fold({ edits: [edit(ben, 'e1', 'm1')], ledger: accepted }, ben);
    expect(only(folded)).toMatchObject({ text: '', edits: [], waiting: [recordId('e1')] });
  });
});
