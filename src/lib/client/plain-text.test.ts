import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

const names = {
  withEmployeeId: (id: string) => (id === 'ns1001' ? { name: 'Ingrid Solheim' } : undefined),
};

test.each([
  ['**Pump two** is _back_ at ~~40~~ `62` %', 'Pump two is back at 40 62 %'],
  ['see @ns1001 and @nobody, @all', 'see @Ingrid Solheim and @nobody, @all'],
  ['take:\n- pump\n- **hose**\nand go', 'take: • pump • hose and go'],
  ['3. c\n4. d', '3. c 4. d'],
  ['> said\nanswer', 'said answer'],
  ['```\n4.2 bar\n```\nThat is it', '4.2 bar That is it'],
  ['[the report](https://example.org/a)', 'the report'],
  ['two  lines\n\nand *one', 'two lines and *one'],
  ['<b>x</b> & &amp;', '<b>x</b> & &amp;'],
])('%j says %j', (text, said) => {
  expect(plainText(text, names, 200)).toBe(said);
});

test('is cut, and of a very long text only the beginning is read', () => {
  expect(plainText('a'.repeat(9_000), names, 200)).toBe('a'.repeat(200));
  expect(plainText(`${'word '.repeat(2_000)}**x**`, names, 1_000).length).toBeLessThan(601);
});
