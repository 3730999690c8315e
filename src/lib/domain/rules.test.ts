import { describe, expect, test } from 'vitest';
import { ada, ben, cai, type Person } from '../../../tests/convergence/people.ts';
import type { Refusal } from './refusal.ts';
import { actRefusal, type Act, type Actor } from './rules.ts';

const of = (author: Person, deleted = false) => ({ by: author.userId, deleted });
/** A member like any other: ada owns the organisation and ben is admin of the group. */
const dan: Person = { ...cai, name: 'dan', userId: 'dan-------------' as Person['userId'], slot: 9 };

describe('[S13] only the author edits', () => {
  test.each<[who: string, actor: Actor, refusal: Refusal | null]>([
    ['its author', cai, null],
    ['another member', dan, 'not-yours'],
    ['an admin of the group', ben, 'not-yours'],
    ['the owner', ada, 'not-yours'],
  ])('%s', (_who, actor, refusal) => {
    expect(actRefusal('edit', actor, of(cai))).toBe(refusal);
  });
});

describe('[S13] the author, an admin of the group and the owner delete', () => {
  test.each<[who: string, actor: Actor, refusal: Refusal | null]>([
    ['its author', cai, null],
    ['another member', dan, 'not-allowed'],
    ['an admin of the group', ben, null],
    ['the owner', ada, null],
  ])('%s', (_who, actor, refusal) => {
    expect(actRefusal('delete', actor, of(cai))).toBe(refusal);
  });
});

test('every member reacts to everybody\u2019s messages', () => {
  for (const actor of [ada, ben, cai, dan]) expect(actRefusal('react', actor, of(cai))).toBeNull();
});

test.each<Act>(['edit', 'delete', 'react'])(
  '[S18] who is not in the group may not %s, owner or author',
  (act) => {
    expect(actRefusal(act, { ...ada, role: null }, of(ada))).toBe('not-member');
    expect(actRefusal(act, { ...ada, role: null }, undefined)).toBe('not-member');
  },
);

test.each<Act>(['edit', 'delete', 'react'])('nobody may %s what is not there', (act) => {
  for (const actor of [ada, ben, cai]) expect(actRefusal(act, actor, undefined)).toBe('unknown-target');
});

test('[S14] what is deleted is neither edited nor reacted to', () => {
  expect(actRefusal('edit', cai, of(cai, true))).toBe('target-deleted');
  expect(actRefusal('react', ben, of(cai, true))).toBe('target-deleted');
  expect(actRefusal('edit', dan, of(cai, true))).toBe('not-yours');
});

test('[S17] two devices may delete the same message offline', () => {
  expect(actRefusal('delete', cai, of(cai, true))).toBeNull();
  expect(actRefusal('delete', dan, of(cai, true))).toBe('not-allowed');
});
