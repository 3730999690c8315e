import { expect, test } from 'vitest';
import { ByteCache } from './byte-cache.ts';

/** Makes as many bytes as asked, and counts how often. */
function maker(length: number) {
  const made = { times: 0 };
  return {
    made,
    make: () => {
      made.times++;
      return Promise.resolve(new Uint8Array(length));
    },
  };
}

test('what is asked for again, or while it is being made, is made once', async () => {
  const cache = new ByteCache(100);
  const { made, make } = maker(10);
  const [one, other] = await Promise.all([cache.get('a', '1', make), cache.get('a', '1', make)]);
  expect(await cache.get('a', '1', make)).toBe(one);
  expect(other).toBe(one);
  expect(made.times).toBe(1);
});

test('another tag replaces what is kept', async () => {
  const cache = new ByteCache(100);
  const { made, make } = maker(60);
  for (const tag of ['1', '2', '2', '1']) await cache.get('a', tag, make);
  expect(made.times).toBe(3);
});

test('the least recently asked for goes first once there is too much, and what is too large is not kept', async () => {
  const cache = new ByteCache(100);
  const [a, b, c, d] = [maker(50), maker(40), maker(20), maker(101)];
  await cache.get('a', '1', a.make);
  await cache.get('b', '1', b.make);
  await cache.get('a', '1', a.make);
  await cache.get('c', '1', c.make); // b goes.
  for (let at = 0; at < 2; at++) await cache.get('a', '1', a.make);
  await cache.get('b', '1', b.make); // c goes.
  await cache.get('a', '1', a.make);
  await cache.get('c', '1', c.make);
  for (let at = 0; at < 2; at++) await cache.get('d', '1', d.make);
  expect([a, b, c, d].map(({ made }) => made.times)).toEqual([1, 2, 2, 2]);
});

test('a failure is not kept', async () => {
  const cache = new ByteCache(100);
  await expect(cache.get('a', '1', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  const { made, make } = maker(10);
  await cache.get('a', '1', make);
  expect(made.times).toBe(1);
});
