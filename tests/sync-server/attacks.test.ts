import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAMILIES } from '../attacks/all.ts';
import { attempt } from '../attacks/attack.ts';
import { World } from '../attacks/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.stop());

describe.each(Object.entries(FAMILIES))('%s', (_family, attacks) => {
  test.each(attacks)('[S28] $name', async (attack) => {
    expect(await attempt(attack, world)).toBeNull();
  });
});

test('there are at least fifty, each with a name of its own', () => {
  const names = Object.values(FAMILIES).flatMap((attacks) => attacks.map(({ name }) => name));
  expect(names.length).toBeGreaterThanOrEqual(50);
  expect(new Set(names).size).toBe(names.length);
});
