import { beforeEach, describe, expect, test } from 'vitest';
import type { Candidate } from '#domain/admission.ts';
import { clientIdFor } from '#domain/client-id.ts';
import { placeName } from '#domain/ledger.ts';
import { VOLUME } from '#domain/limits.ts';
import type { MemberRoot } from '#domain/records.ts';
import {
  ada,
  ben,
  cai,
  deletion,
  edit,
  groupId,
  id,
  message,
  reaction,
  recordId,
  type Person,
} from '../../../tests/convergence/people.ts';
import { decide, key, type Decision, type State, type Submission } from './decide.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Group = { archived: boolean; lastSeq: number; liveVolume: number };
const volume = 1;
const dan: Person = { ...cai, name: 'dan', userId: id('dan'), slot: 9 };

const emptyVolume = () => ({ lastRev: 0, messages: 0, size: 0, carried: 0 });

let state: Mutable<State>;
let group: Group;
let clocks: Map<number, number>;

beforeEach(() => {
  clocks = new Map();
  group = { archived: false, lastSeq: 0, liveVolume: 1 };
  state = {
    groups: new Map([[groupId, group]]),
    volumes: new Map([[key(groupId, volume), emptyVolume()]]),
    actors: new Map([ada, ben, cai].map((member) => [key(groupId, member.userId), member])),
    messages: new Map(),
    outcomes: new Map(),
    places: new Map(),
    deletedBefore: new Map(),
    now: 1_000,
  };
});

type Root = readonly [MemberRoot, Candidate['record']];
const said = (...records: Candidate['record'][]): Root[] => records.map((record) => ['messages', record]);
const changed = (...records: Candidate['record'][]): Root[] => records.map((record) => ['edits', record]);
const marked = (...records: Candidate['record'][]): Root[] => records.map((record) => ['reactions', record]);

/** What a person's next session, or this one, sends. */
function submission(by: Person, records: readonly Root[], random32 = 1): Submission {
  const client = clientIdFor(by.slot, random32);
  const candidates = records.map(([root, record]): Candidate => {
    const clock = clocks.get(client) ?? 0;
    clocks.set(client, clock + 1);
    const isGood = record !== null;
    const refusal = isGood ? null : 'malformed';
    return {
      ...{ client, clock, root, origin: null, record, refusal, isKept: isGood },
      id: record?.id ?? placeName(client, clock),
    };
  });
  return { groupId, volume, author: by.userId, candidates };
}
function send(by: Person, records: readonly Root[], random32 = 1) {
  const one = submission(by, records, random32);
  return { ...changeOf(decide(one, state), one.volume!), submission: one };
}
/** What was stored, with what it changed in one volume. */
function changeOf({ stored }: Decision, of: number = volume) {
  if (stored === null) throw new Error('nothing was stored');
  return { ...stored, ...stored.changes.get(of)! };
}
/** Decides the same candidates again, as after a commit of unknown outcome. */
const again = ({ submission: before }: { submission: Submission }) =>
  changeOf(decide(before, state), before.volume!);
const refusals = (of: { candidates: readonly Candidate[] }) => of.candidates.map(({ refusal }) => refusal);

describe('numbers', () => {
  test('[S1] seq counts messages of the group and rev all records of the volume, from 1', () => {
    const first = send(ada, [...said(message(ada, 'm1')), ...marked(reaction(ada, 'r1', 'm1'))]);
    const second = send(ben, [...said(message(ben, 'm2')), ...changed(edit(ben, 'e1', 'm2'))]);
    expect([first.firstRev, second.firstRev]).toEqual([1, 3]);
    expect([...first.ledger, ...second.ledger]).toEqual([
      [recordId('m1'), 1_000, 1],
      [recordId('r1'), 1_000],
      [recordId('m2'), 1_000, 2],
      [recordId('e1'), 1_000],
    ]);
    expect([...first.decided, ...second.decided].map(({ kind, rev, seq }) => [kind, rev, seq])).toEqual([
      ['message', 1, 1],
      ['reaction', 2, null],
      ['message', 3, 2],
      ['edit', 4, null],
    ]);
    expect(state.volumes.get(key(groupId, volume))).toMatchObject({ lastRev: 4, messages: 2 });
    expect(group.lastSeq).toBe(2);
  });

  test('[S1] what is refused takes no seq, and its ledger entry says why', () => {
    const { ledger, decided } = send(ada, [
      ...said(message(ada, 'm1'), null, message(ada, 'm1'), message(ada, 'm2')),
      ...changed(edit(ada, 'e1', 'nowhere'), edit(ada, 'e2', 'm1')),
      ...said(message(ada, 'm3')),
    ]);
    expect(ledger.map(([record, , fate]) => [record, fate])).toEqual([
      [recordId('m1'), 1],
      [placeName(clientIdFor(ada.slot, 1), 1), { refused: 'malformed' }],
      [recordId('m2'), 2],
      [recordId('e1'), { refused: 'unknown-target' }],
      [recordId('e2'), undefined],
      [recordId('m3'), 3],
    ]);
    expect(decided.map(({ rev }) => rev)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('[S1] numbers go on from those of the rows', () => {
    group.lastSeq = 2_000;
    state.volumes.get(key(groupId, volume))!.lastRev = 77;
    const { firstRev, ledger } = send(ada, said(message(ada, 'm1')));
    expect([firstRev, ledger[0]![2]]).toEqual([78, 2_001]);
  });

  test('[S4] a backlog keeps the order in which it was handed in, and stands together', () => {
    const names = Array.from({ length: 20 }, (_, at) => `m${at}`);
    const { ledger } = send(ada, said(...names.map((name, at) => message(ada, name, { at: 100 - at }))));
    expect(ledger.map(([record, , seq]) => [record, seq])).toEqual(
      names.map((name, at) => [recordId(name), at + 1]),
    );
  });

  test('[S3] the time of acceptance is the server\u2019s, unless history is generated', () => {
    expect(send(ada, said(message(ada, 'm1', { at: 5 }))).ledger[0]![1]).toBe(1_000);
    const past = decide({ ...submission(ada, said(message(ada, 'm2'))), decidedAt: 7 }, state);
    expect(changeOf(past).ledger[0]![1]).toBe(7);
  });

  test('every candidate is told why not, and whether its content stays', () => {
    const { decided, candidates } = send(ada, [
      ...said(message(ada, 'm1')),
      ...changed(edit(ada, 'e1', 'nowhere')),
    ]);
    expect(candidates.map(({ refusal, isKept }) => [refusal, isKept])).toEqual([
      [null, true],
      ['unknown-target', false],
    ]);
    expect(decided.map(({ refusal, rev }) => [refusal, rev])).toEqual([
      [null, 1],
      ['unknown-target', 2],
    ]);
  });
});

describe('duplicates', () => {
  test('[S5] the same record at the same place is taken once, and keeps its answer', () => {
    const first = send(ada, [
      ...said(message(ada, 'm1'), null, message(ada, 'm2')),
      ...changed(edit(ada, 'e1', 'nowhere')),
    ]);
    const rows = structuredClone(state.volumes);
    const second = again(first);
    expect(refusals(second)).toEqual([null, 'malformed', null, 'unknown-target']);
    expect([second.ledger, second.decided]).toEqual([[], []]);
    expect(state.volumes).toEqual(rows);
    expect(group.lastSeq).toBe(2);
  });

  test('what was refused stays refused, also when it would be taken now', () => {
    const early = send(ben, changed(edit(ben, 'e1', 'm1')));
    expect(refusals(early)).toEqual(['unknown-target']);
    send(ben, said(message(ben, 'm1')), 2);
    expect(refusals(again(early))).toEqual(['unknown-target']);
  });

  test('what was accepted stays accepted, also when it would be refused now', () => {
    send(ada, said(message(ada, 'm1')));
    const change = send(ada, changed(edit(ada, 'e1', 'm1')));
    send(ada, changed(deletion(ada, 'd1', 'm1')));
    group.archived = true;
    expect(refusals(again(change))).toEqual([null]);
  });

  test('the same id at another place, of one\u2019s own or of somebody else, is refused', () => {
    send(ada, said(message(ada, 'm1')));
    expect(refusals(send(ada, said(message(ada, 'm1'))))).toEqual(['duplicate']);
    expect(refusals(send(ada, said(message(ada, 'm1')), 2))).toEqual(['duplicate']);
    expect(refusals(send(ben, said(message(ben, 'm1'))))).toEqual(['duplicate']);
    expect(refusals(send(ben, marked(reaction(ben, 'm1', 'm1')), 3))).toEqual(['duplicate']);
    expect(group.lastSeq).toBe(1);
  });

  test('the same id twice in one update counts once', () => {
    const twice = send(ada, said(message(ada, 'm1'), message(ada, 'm1')));
    expect(refusals(twice)).toEqual([null, 'duplicate']);
    expect(refusals(again(twice))).toEqual([null, 'duplicate']);
  });

  test('a duplicate does not change what became of the first', () => {
    send(ada, said(message(ada, 'm1')));
    const before = structuredClone(state.outcomes);
    send(ben, said(message(ben, 'm1')));
    expect(state.outcomes).toEqual(before);
  });
});

describe('a transaction that failed', () => {
  /** A first attempt, of which nothing remains. */
  const attempt = (...submissions: Submission[]) => {
    const rows = structuredClone(state);
    for (const one of submissions) decide(one, rows, { ...VOLUME, messages: 1 });
  };

  test('[S25] a record that was a duplicate of another one is none when that is not in the next attempt', () => {
    const [bens, adas] = [ben, ada].map((by) => submission(by, said(message(by, 'm1')))) as [
      Submission,
      Submission,
    ];
    attempt(bens, adas);
    const { candidates, ledger } = changeOf(decide(adas, state));
    expect(candidates).toMatchObject([{ refusal: null, isKept: true }]);
    expect(ledger).toEqual([[recordId('m1'), 1_000, 1]]);
  });

  test('[S25] a record that was carried stays in its place when that is not full in the next attempt', () => {
    const bens = submission(ben, said(message(ben, 'm1')));
    const adas = submission(ada, said(message(ada, 'm2')));
    attempt(bens, adas);
    const { candidates, carried } = changeOf(decide(adas, state));
    expect(candidates).toMatchObject([{ refusal: null, isKept: true }]);
    expect(carried).toEqual([]);
  });
});

describe('who may', () => {
  test('[S18] nothing is stored of who is no member, or no longer', () => {
    expect(decide(submission(dan, said(message(dan, 'm1'))), state)).toEqual({ stored: null });
    const { userId, isOwner } = ada;
    state.actors = new Map([[key(groupId, userId), { userId, isOwner, role: null }]]);
    expect(decide(submission(ada, said(message(ada, 'm1'))), state)).toEqual({ stored: null });
    expect([group.lastSeq, state.outcomes.size]).toEqual([0, 0]);
  });

  test('nothing is stored of a group or a volume that is not there', () => {
    const one = submission(ada, said(message(ada, 'm1')));
    expect(decide({ ...one, groupId: id('nowhere') }, state)).toEqual({ stored: null });
    expect(decide({ ...one, volume: 2 }, state)).toEqual({ stored: null });
  });

  test('[S19] in an archived group every record is refused, and told so', () => {
    send(ada, said(message(ada, 'm1')));
    group.archived = true;
    const late = send(ada, [
      ...said(message(ada, 'm2')),
      ...changed(edit(ada, 'e1', 'm1'), deletion(ada, 'd1', 'm1')),
      ...marked(reaction(ada, 'r1', 'm1')),
    ]);
    expect(new Set(refusals(late))).toEqual(new Set(['group-archived']));
    expect(late.decided).toHaveLength(4);
    expect(late.ledger.map(([, , fate]) => fate)).toEqual(Array(4).fill({ refused: 'group-archived' }));
    expect(state.messages.get(key(groupId, recordId('m1')))!.deleted).toBe(false);
  });

  test('[S13] only the author edits', () => {
    send(cai, said(message(cai, 'm1')));
    for (const [by, refusal] of [
      [cai, null],
      [ben, 'not-yours'],
      [ada, 'not-yours'],
    ] as const)
      expect(refusals(send(by, changed(edit(by, `e-${by.name}`, 'm1')), 2))).toEqual([refusal]);
  });

  test('[S13] the author, an admin of the group and the owner delete, others do not', () => {
    send(ada, said(message(ada, 'm1'), message(ada, 'm2')));
    send(cai, said(message(cai, 'm3'), message(cai, 'm4')));
    const sent = (by: Person, name: string, to: string) =>
      refusals(send(by, changed(deletion(by, name, to)), 2))[0];
    expect(sent(cai, 'd1', 'm1')).toBe('not-allowed');
    expect(sent(ben, 'd2', 'm1')).toBeNull();
    expect(sent(ada, 'd3', 'm2')).toBeNull();
    expect(sent(ada, 'd4', 'm3')).toBeNull();
    expect(sent(cai, 'd5', 'm4')).toBeNull();
    expect([...state.messages.values()].map(({ deleted }) => deleted)).toEqual([true, true, true, true]);
  });

  test('every member reacts to everybody\u2019s messages', () => {
    send(ada, said(message(ada, 'm1')));
    for (const by of [ada, ben, cai])
      expect(refusals(send(by, marked(reaction(by, `r-${by.name}`, 'm1')), 2))).toEqual([null]);
  });
});

describe('what a record points at', () => {
  test.each([
    ['an edit', () => changed(edit(ada, 'x', 'nowhere'))],
    ['a deletion', () => changed(deletion(ada, 'x', 'nowhere'))],
    ['a reaction', () => marked(reaction(ada, 'x', 'nowhere'))],
  ])('%s of what is not there is refused', (_what, records) => {
    expect(refusals(send(ada, records()))).toEqual(['unknown-target']);
  });

  test('an edit, a reaction and a deletion are no messages', () => {
    send(ada, [...said(message(ada, 'm1')), ...changed(edit(ada, 'e1', 'm1'))]);
    expect(refusals(send(ada, marked(reaction(ada, 'r1', 'e1'))))).toEqual(['unknown-target']);
  });

  test('a refused message is not there', () => {
    const { candidates } = send(ben, said(message(ben, 'm1'), message(ben, 'm1')));
    expect(candidates[1]!.refusal).toBe('duplicate');
    group.archived = true;
    send(ben, said(message(ben, 'm2')));
    group.archived = false;
    expect(refusals(send(ben, marked(reaction(ben, 'r1', 'm2'))))).toEqual(['unknown-target']);
  });

  test('[S17] records of one update meet the messages of the same update', () => {
    const sent = send(ada, [
      ...said(message(ada, 'm1')),
      ...marked(reaction(ada, 'r1', 'm1')),
      ...changed(edit(ada, 'e1', 'm1'), deletion(ada, 'd1', 'm1')),
    ]);
    expect(refusals(sent)).toEqual([null, null, null, null]);
  });

  test('[S15] what was deleted before a restore that lost it has a number and no text, and nothing is added to it', () => {
    state.deletedBefore = new Map([[key(groupId, recordId('m1')), recordId('d1')]]);
    const { candidates, ledger } = send(ada, [
      ...said(message(ada, 'm1'), message(ada, 'm2')),
      ...marked(reaction(ada, 'r1', 'm1')),
    ]);
    expect(candidates.filter(({ record }) => record?.by === ada.userId).map(({ isKept }) => isKept)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(ledger.map(([id]) => id).slice(0, 3)).toEqual([recordId('m1'), recordId('d1'), recordId('m2')]);
    expect(ledger[1]![2]).toMatchObject({ erased: { to: recordId('m1'), by: ada.userId } });
    expect(state.messages.get(key(groupId, recordId('m1')))!.deleted).toBe(true);
  });

  test('[S14] after a deletion, in the same update or in the same batch, an edit is refused', () => {
    const sent = send(ada, [
      ...said(message(ada, 'm1')),
      ...changed(deletion(ada, 'd1', 'm1'), edit(ada, 'e1', 'm1')),
    ]);
    expect(refusals(sent)).toEqual([null, null, 'target-deleted']);
    expect(refusals(send(ada, changed(edit(ada, 'e2', 'm1')), 2))).toEqual(['target-deleted']);
    expect(refusals(send(ben, marked(reaction(ben, 'r1', 'm1'))))).toEqual(['target-deleted']);
  });

  test('[S14] an edit before the deletion is taken, and the deletion too', () => {
    const sent = send(ada, [
      ...said(message(ada, 'm1')),
      ...changed(edit(ada, 'e1', 'm1'), deletion(ada, 'd1', 'm1')),
    ]);
    expect(refusals(sent)).toEqual([null, null, null]);
    expect(state.messages.get(key(groupId, recordId('m1')))!.deleted).toBe(true);
  });

  test('[S17] two devices delete the same message: both are taken', () => {
    send(ada, said(message(ada, 'm1')));
    expect(refusals(send(ada, changed(deletion(ada, 'd1', 'm1')), 2))).toEqual([null]);
    expect(refusals(send(ada, changed(deletion(ada, 'd2', 'm1')), 3))).toEqual([null]);
  });

  test('a refused deletion deletes nothing', () => {
    send(ada, said(message(ada, 'm1')));
    send(cai, changed(deletion(cai, 'd1', 'm1')));
    expect(refusals(send(ada, changed(edit(ada, 'e1', 'm1'))))).toEqual([null]);
  });

  test('[S12] two devices edit the same message: both are taken', () => {
    send(ada, said(message(ada, 'm1')));
    expect(refusals(send(ada, changed(edit(ada, 'e1', 'm1')), 2))).toEqual([null]);
    expect(refusals(send(ada, changed(edit(ada, 'e2', 'm1')), 3))).toEqual([null]);
  });

  test('a reply may name a message that is not there', () => {
    expect(refusals(send(ada, said(message(ada, 'm1', { replyTo: recordId('nowhere') }))))).toEqual([null]);
  });
});
