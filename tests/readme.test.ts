/** README.md is the only manual: what can be checked of it is. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { VARIABLES } from '../src/lib/server/variables.ts';
import { root } from '../sync-server/set-up/root.mjs';

const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

/** The rows of the first table whose head begins with this cell. */
function tableOf(head: string): string[][] {
  const lines = readme.split('\n');
  const from = lines.findIndex((line) => new RegExp(`^\\| ${head} +\\|`).test(line));
  const to = lines.findIndex((line, at) => at > from && !line.startsWith('|'));
  return lines.slice(from + 2, to).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('the table of variables says what the server reads, with its defaults', () => {
  const declared = Object.entries(VARIABLES).map(([name, variable]) => {
    const standard = 'default' in variable ? `\`${variable.default}\`` : null;
    return [`\`${name}\``, standard ?? ('unset' in variable ? variable.unset : '–'), variable.meaning];
  });
  expect(declared.length).toBeGreaterThan(15);
  expect(tableOf('variable')).toEqual(declared);
});
