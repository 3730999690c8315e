import { expect, test } from 'vitest';
import { isCalledIn, mentionedIn, mentionsIn } from './mentions.ts';

test.each([
  ['@ada can you look?', ['ada']],
  ['Ask @Ben.Okafor, or @cai.', ['ben.okafor', 'cai']],
  ['(@ada) "@ben" @dee_1 @e-2', ['ada', 'ben', 'dee_1', 'e-2']],
  ['@all the gate is closed', ['all']],
  ['mail ada@example.org, see https://example.org/@ada', []],
  ['@@ada a@b @ @-x', []],
  ['@adé @ада', []],
  ['run `ssh @ada` now', []],
  ['```\n@ada\n```\nbut @ben', ['ben']],
  ['~~~\n@ada', []],
  [`@${'x'.repeat(41)}`, []],
])('[U6] “%s” mentions %j', (text, names) => expect([...mentionedIn(text)]).toEqual(names));

test.each([
  ['@ADA can you look?', true],
  ['@all the gate is closed', true],
  ['@adam can you look?', false],
  ['ask ada', false],
])('[U39] whether “%s” calls Ada: %s', (text, isCalled) => expect(isCalledIn(text, 'Ada')).toBe(isCalled));

test('[U6] a mention says where it stands', () => {
  expect(mentionsIn('Hi @Ada!')).toEqual([{ start: 3, end: 7, name: 'Ada' }]);
});

test('[U55] a text made to be slow is not', () => {
  for (const text of ['@'.repeat(8_000), '`'.repeat(8_000), '@a.'.repeat(2_600), '```\n'.repeat(2_000)]) {
    const begun = performance.now();
    mentionedIn(text);
    expect(performance.now() - begun).toBeLessThan(10_000);
  }
});
