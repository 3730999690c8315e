import { beforeEach, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { Budget, BUDGETS, PersonBudgets, WAIT_LIMIT_MS, withinBudget } from './budgets.ts';

let now = 0;
beforeEach(() => void (now = 0));
const clock = () => now;
const waits: number[] = [];
const wait = (ms: number) => {
  waits.push(ms);
  now += ms;
  return Promise.resolve();
};
beforeEach(() => void (waits.length = 0));

describe('a budget', () => {
  const rate = { perSecond: 10, burst: 100 };

  test('gives its burst at once and then its rate', async () => {
    const budget = new Budget(rate, clock);
    for (let at = 0; at < 100; at++) expect(await withinBudget(budget, 1, wait)).toBe(true);
    expect(waits).toEqual([]);
    for (let at = 0; at < 10; at++) expect(await withinBudget(budget, 1, wait)).toBe(true);
    expect(now).toBeGreaterThan(900);
    expect(now).toBeLessThan(1_300);
  });

  test('lets work through that is larger than its burst, and has the next one wait', async () => {
    const budget = new Budget(rate, clock);
    expect(await withinBudget(budget, 5_000, wait)).toBe(true);
    expect(waits).toEqual([]);
    expect(await withinBudget(budget, 1, wait)).toBe(false);
    expect(budget.waitMs).toBeLessThanOrEqual(10_001); // a debt of one burst, not of 5,000
    now += budget.waitMs;
    expect(await withinBudget(budget, 1, wait)).toBe(true);
  });

  test('has nobody wait longer than the limit, and takes nothing from those it sends away', async () => {
    const budget = new Budget(rate, clock);
    budget.take(100 + 10 * 4);
    expect(budget.waitMs).toBeGreaterThan(WAIT_LIMIT_MS);
    expect(await withinBudget(budget, 50, wait)).toBe(false);
    expect(waits).toEqual([]);
    now += 4_001;
    expect(budget.waitMs).toBe(0);
  });

  test('when others take what came in meanwhile, the wait still ends', async () => {
    const budget = new Budget(rate, clock);
    budget.take(101);
    const greedy = (ms: number) => {
      now += ms;
      budget.take(10);
      return Promise.resolve();
    };
    expect(await withinBudget(budget, 1, greedy)).toBe(false);
    expect(now).toBeLessThanOrEqual(WAIT_LIMIT_MS);
  });

  test('is full again after a rest, and never more than full', () => {
    const budget = new Budget(rate, clock);
    budget.take(60);
    expect(budget.isFull).toBe(false);
    now += 1e9;
    expect(budget.isFull).toBe(true);
    budget.take(100);
    expect(budget.takeOne()).toBe(false);
  });
});

test('[S5] six hours of messages, an edit and a reaction to each, come in without a wait', async () => {
  const budgets = new PersonBudgets(clock).of('ada' as UserId);
  const hours = 6;
  const records = hours * 100 * 3;
  for (let at = 0; at < records; at++) {
    expect(await withinBudget(budgets.records, 1, wait)).toBe(true);
    expect(await withinBudget(budgets.bytes, 400, wait)).toBe(true);
  }
  expect(await withinBudget(budgets.sessions, 50, wait)).toBe(true);
  expect(waits).toEqual([]);
});

test('people have budgets of their own, kept until they have rested', () => {
  const people = new PersonBudgets(clock);
  const [ada, ben] = ['ada', 'ben'] as UserId[] as [UserId, UserId];
  people.of(ada).records.take(BUDGETS.records.burst);
  expect(people.of(ada).records.waitMs).toBeGreaterThan(0);
  expect(people.of(ben).records.waitMs).toBe(0);
  people.sweep(() => false);
  expect(people.size).toBe(1);
  expect(people.of(ada).records.waitMs).toBeGreaterThan(0);
  now += 60_000;
  people.sweep((id) => id === ada);
  expect(people.size).toBe(1);
  people.sweep(() => false);
  expect(people.size).toBe(0);
});
