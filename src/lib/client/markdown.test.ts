import { describe, expect, test } from 'vitest';
import { parseMarkdown, type Block, type Inline } from './markdown.ts';

/** The tree in one line: `b(bold)`, `i()`, `s()`, `code()`, `link(address|text)`, `@name`; blocks in brackets. */
const inline = (one: Inline): string => {
  if (one.kind === 'text') return one.text;
  if (one.kind === 'code') return `code(${one.text})`;
  if (one.kind === 'mention') return `@<${one.name}>`;
  const within = one.children.map(inline).join('');
  return one.kind === 'link' ? `link(${one.href}|${within})` : `${one.kind[0]}(${within})`;
};
const block = (one: Block): string => {
  if (one.kind === 'text') return one.children.map(inline).join('');
  if (one.kind === 'code') return `[code ${one.text}]`;
  if (one.kind === 'quote') return `[quote ${one.children.map(block).join(' / ')}]`;
  return `[list ${one.start ?? '-'} ${one.items.map((item) => item.map(block).join(' / ')).join(' | ')}]`;
};
const read = (text: string) => parseMarkdown(text).map(block).join(' ¶ ');

describe('what is read', () => {
  test.each([
    ['a **b** _c_ *d* ~~e~~ `f*g*`', 'a b(b) i(c) i(d) s(e) code(f*g*)'],
    ['**bold _both_**', 'b(bold i(both))'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['> said\nanswer', '[quote said] ¶ answer'],
    ['> a\n> > b', '[quote a / [quote b]]'],
    ['take:\n- pump\n- hose\n  - clamp\nand go', 'take: ¶ [list - pump | hose / [list - clamp]] ¶ and go'],
    ['3. c\n4. d', '[list 3 c | d]'],
    ['- [ ] open\n- [x] done', '[list - [ ] open | [x] done]'],
    ['```js\nlet a = "<b>";\n\n  b\n```\nend', '[code let a = "<b>";\n\n  b] ¶ end'],
    ['```\nnever closed', '[code never closed]'],
    [
      'see https://a.example/x_y_z?q=*a*.',
      'see link(https://a.example/x_y_z?q=*a|https://a.example/x_y_z?q=*a)*.',
    ],
    ['(http://a.example/x_(y)), ok', '(link(http://a.example/x_(y)|http://a.example/x_(y))), ok'],
    ['[the map](https://a.example/map)', 'link(https://a.example/map|the map)'],
    ['<https://a.example>', 'link(https://a.example/|https://a.example)'],
    ['[write](mailto:ada@a.example)', 'link(mailto:ada@a.example|write)'],
    ['**@ada** and @ben, not `@cai`', 'b(@<ada>) and @<ben>, not code(@cai)'],
    ['`&#x6a; &lt;` **&#106;**', 'code(&#x6a; &lt;) b(&#106;)'],
    ['- a\n\n- b\n\n\n- c', '[list - a | b] ¶ [list - c]'],
    ['mail ada@example.org', 'mail ada@example.org'],
  ])('%j', (text, tree) => expect(read(text)).toBe(tree));
});

describe('[U55] what stays text, character by character', () => {
  test.each([
    '# no heading\n\ntext',
    'no heading\n---\nno rule\n\n***',
    '| no | table |\n| --- | --- |\n| a | b |',
    '![no image](https://a.example/x.png)',
    '<script>alert(1)</script> <img src=x onerror=alert(1)>',
    '<div>\n  <b>no HTML</b>\n</div>',
    '<svg/onload=alert(1)>\n\n&lt;b&gt; &#x6a;avascript:alert(1)',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1)) [y](data:text/html,<b>) [z](vbscript:x)',
    '[x](//a.example) [y](/sign-out) [z](\\\\a)',
    '<javascript:alert(1)> <ftp://a.example>',
    '[label]: /somewhere\n\n[label]',
    'https:// http://[broken',
    '  kept\n    as\n\n\n  it   is',
  ])('%j', (text) => expect(read(text)).toBe(text));

  test('an address ends where writing changes its direction or hides', () => {
    for (const hidden of ['\u202e', '\u2066', '\u200b', '\u00ad'.replace('\u00ad', '\u200f')])
      expect(read(`https://a.example/${hidden}gpj.exe`)).toBe(
        `link(https://a.example/|https://a.example/)${hidden}gpj.exe`,
      );
    expect(read('[x](https://a.example/\u202egpj)')).toBe('[x](https://a.example/\u202egpj)');
  });
});

describe('[U55] texts made to break a reader', () => {
  test.each([
    '>',
    '> ',
    '- ',
    '* ',
    '1. ',
    '*',
    '_',
    '[',
    '![',
    '[a](',
    '`',
    '~',
    '*a_b ',
    '- a\n  ',
    '\\',
    '<',
  ])('8,000 characters of %j are read at once, and none deeper than it can be shown', (part) => {
    const begun = performance.now();
    const blocks = parseMarkdown(part.repeat(8_000).slice(0, 8_000));
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(depth(blocks)).toBeLessThan(120);
  });
  const depth = (all: readonly (Block | Inline)[]): number =>
    Math.max(
      0,
      ...all.map((one) =>
        'children' in one ? 1 + depth(one.children) : 'items' in one ? 1 + depth(one.items.flat()) : 0,
      ),
    );
});
