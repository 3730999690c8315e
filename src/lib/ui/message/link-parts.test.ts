import { expect, test } from 'vitest';
import { linkParts } from './link-parts.ts';

const linksIn = (text: string) => linkParts(text).flatMap(({ href }) => href ?? []);

test.each([
  ['see https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
  ['(http://example.org/x_(y))', ['http://example.org/x_(y)']],
  ['two: http://a.example, https://b.example!', ['http://a.example/', 'https://b.example/']],
  ['nothing to see', []],
])('the links of “%s”', (text, links) => expect(linksIn(text)).toEqual(links));

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'ftp://example.org',
  'https://',
  'http://[broken',
])('[U55] “%s” is no link', (text) => expect(linksIn(text)).toEqual([]));

test('[U55] an address ends where writing changes its direction', () => {
  expect(linksIn('https://example.org/\u202egpj.exe')).toEqual(['https://example.org/']);
});

test('no character of the text is lost', () => {
  const text = '<b> https://a.example/,\n  then (https://b.example). End';
  expect(
    linkParts(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

test('a long run of sentence ends takes no time', () => {
  const started = performance.now();
  linkParts(`https://a.example/${')'.repeat(8_000)}`);
  expect(performance.now() - started).toBeLessThan(100);
});
