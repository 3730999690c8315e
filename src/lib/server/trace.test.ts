import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inSpan, openPart, openSpan, outsideSpans } from './trace.ts';

it('does what it is given, and nothing else, where nobody looks', async () => {
  expect(inSpan('update', () => 1)).toBe(1);
  expect(outsideSpans(() => 2)).toBe(2);
  expect([openSpan('GET'), openPart('statement')]).toEqual([null, null]);
  await expect(inSpan('update', () => Promise.reject(new Error('as it was')))).rejects.toThrow('as it was');
});

it('loads what makes spans only where there is a collector', () => {
  const files = globSync(['src/**/*.ts', 'sync-server/**/*.ts']).filter((file) => !file.endsWith('.test.ts'));
  const loads = (what: RegExp) => files.filter((file) => what.test(readFileSync(file, 'utf8'))).sort();
  expect(loads(/from '@opentelemetry/)).toEqual(['src/lib/server/otlp-traces.ts']);
  expect(loads(/from '[^']*otlp-traces/)).toEqual([]);
  expect(loads(/import\('[^']*otlp-traces/)).toEqual(['sync-server/serve.ts']);
});
