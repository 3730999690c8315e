import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SENTENCES } from '#ui/words/sentences.ts';
import { root } from '../sync-server/set-up/root.mjs';
import { objectionTo } from './support/import-table.ts';
import { cyclesIn, importsOf } from './support/imports.ts';
import { literalsOf, patternsOf } from './support/spoken-literals.ts';

const files = filesOfTheProject();
const sources = files.filter((file) => /^(src|sync-server|tests)\/.*\.(ts|svelte)$/.test(file));
const imports = sources.flatMap((file) => importsOf(file, read(file)));

describe('who may import whom', () => {
  test('every import follows the table', () => {
    expect(imports.length).toBeGreaterThan(20);
    expect(imports.map(objectionTo).filter(Boolean)).toEqual([]);
  });

  test('no files import each other in a circle', () => {
    expect(cyclesIn(imports)).toEqual([]);
  });

  test.each([
    ['src/lib/domain/a.ts', "import { b } from '#client/b.ts'", 'domain may not import client'],
    ['src/lib/domain/a.ts', "import type { b } from '#server/b.ts'", 'domain may not import server'],
    ['src/lib/domain/a.ts', "import fs from 'node:fs'", 'domain may not use node:fs'],
    ['src/lib/client/a.svelte.ts', "import A from '#ui/A.svelte'", 'client may not import ui'],
    ['src/lib/client/a.ts', "const b = await import('#server/b.ts')", 'client may not import server'],
    ['src/lib/ui/A.svelte', "<script>import { b } from '#domain/b.ts'</script>", 'ui may not import domain'],
    ['src/lib/ui/A.svelte', "<script>import * as Y from 'yjs'</script>", 'ui may not use yjs'],
    ['src/lib/server/a.ts', "import { page } from '$app/state'", 'server may not use $app/state'],
    ['src/lib/server/a.ts', "export * from '../../../sync-server/a.ts'", 'server may not import sync-server'],
    ['src/routes/+page.svelte', "<script>import '#server/b.ts'</script>", 'routes may not import server'],
    ['src/service-worker.ts', "import { b } from '#server/b.ts'", 'routes may not import server'],
    ['sync-server/a.ts', "import { b } from '#client/b.ts'", 'sync-server may not import client'],
    ['src/lib/domain/a.ts', "import { b } from '../../../tests/support/b.ts'", 'domain may not import tests'],
    ['src/routes/+page.ts', "import { b } from '$lib/b.ts'", '#domain'],
    ['elsewhere/a.ts', "import { b } from 'b'", 'no room'],
  ])('%s is told off for %s', (file, content, objection) => {
    expect(importsOf(file, content).map(objectionTo).join()).toContain(objection);
  });

  test.each([
    ['src/lib/domain/a.ts', "import * as Y from 'yjs'"],
    ['src/lib/ui/A.svelte', "<script lang='ts'>import type { B } from '#domain/b.ts'</script>"],
    ['src/lib/ui/A.svelte', "<script lang='ts'>import { type B } from '#domain/b.ts'</script>"],
    ['src/routes/(out)/sign-in/+page.server.ts', "import { b } from '#server/b.ts'"],
    ['src/hooks.server.ts', "import { b } from '#server/b.ts'"],
    ['src/routes/api/v1/session/+server.ts', "import { b } from '#server/b.ts'"],
    ['sync-server/a.ts', "import { b } from '#domain/b.ts'"],
    ['src/lib/domain/a.test.ts', "import { test } from 'vitest'"],
  ])('%s may say %s', (file, content) => {
    const found = importsOf(file, content);
    expect(found).toHaveLength(1);
    expect(found.map(objectionTo)).toEqual([undefined]);
  });

  test('a circle is found over several files, and types make none', () => {
    const a = importsOf('src/a.ts', "import { b } from './b.ts'");
    const b = importsOf('src/b.ts', "export { c } from './c.ts'");
    const c = importsOf('src/c.ts', "import { a } from './a.ts'");
    const typesOnly = importsOf('src/c.ts', "import type { a } from './a.ts'");
    const itself = importsOf('src/A.svelte', "<script>import A from './A.svelte'</script>");
    expect(cyclesIn([...a, ...b, ...c])).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/a.ts']]);
    expect(cyclesIn([...a, ...b, ...typesOnly, ...itself])).toEqual([]);
  });
});

describe('what is installed', () => {
  interface Package {
    version?: string;
    resolved?: string;
  }
  const lockFile = read('package-lock.json');
  const { packages } = JSON.parse(lockFile) as { packages: Record<string, Package> };
  const copiesOf = (name: string) =>
    Object.entries(packages).filter(([where]) => where.endsWith(`node_modules/${name}`));

  test('every @hocuspocus package is a 4.7 or a later 4, since 3 neither awaits beforeSync nor queues', () => {
    const found = Object.entries(packages).filter(([where]) =>
      /node_modules\/@hocuspocus\/[^/]+$/.test(where),
    );
    expect(found.length).toBeGreaterThanOrEqual(3);
    for (const [where, { version }] of found) {
      expect(isAtLeast(version, '4.7.0') && version?.startsWith('4.'), `${where} ${version}`).toBe(true);
      expect(installedVersion(where)).toBe(version);
    }
  });

  test('there is exactly one yjs, since a second copy does not know the types of the first', () => {
    expect(copiesOf('yjs')).toHaveLength(1);
  });

  test('there is exactly one lib0 and it is 0.2.119 or later, since older ones leak memory into documents', () => {
    const copies = copiesOf('lib0');
    expect(copies).toHaveLength(1);
    expect(isAtLeast(copies[0]?.[1].version, '0.2.119')).toBe(true);
  });

  test('the lock file names no registry', () => {
    expect(lockFile).not.toContain('"resolved"');
  });

  test('versions are compared by number', () => {
    expect(isAtLeast('0.2.118', '0.2.119')).toBe(false);
    expect(isAtLeast('4.10.0', '4.7.0')).toBe(true);
    expect(isAtLeast('3.4.4', '4.7.0')).toBe(false);
    expect(isAtLeast(undefined, '4.7.0')).toBe(false);
  });
});

describe('what lies where', () => {
  const allowed =
    /^(package\.json|package-lock\.json|svelte\.config\.js|src|sync-server|migrations|static|tests|README\.md|LICENSE|SECURITY\.md|\..+)$/;

  test('the top folder holds only what the house plan names', () => {
    const top = new Set(files.map((file) => file.split('/')[0] as string));
    expect(top).toContain('package.json');
    expect([...top].filter((name) => !allowed.test(name))).toEqual([]);
    expect(allowed.test('vite.config.ts')).toBe(false);
  });

  test('no file puts raw HTML into a page', () => {
    const raw = ['{', '@html'].join('');
    const code = files.filter((file) => /\.(ts|mjs|js|svelte|html)$/.test(file));
    expect(code.length).toBeGreaterThan(20);
    expect(code.filter((file) => read(file).includes(raw))).toEqual([]);
  });
});

describe('[U54] what is said', () => {
  /** The page that describes the API, in English as it is. */
  const speaking = sources.filter(
    (file) =>
      /^src\/lib\/ui\/.*\.(svelte|ts)$|^src\/routes\/.*\.svelte$/.test(file) &&
      !/^src\/lib\/ui\/words\/|^src\/routes\/api\/|\.test\.ts$/.test(file),
  );

  test('lies in the catalogues, and in no component', () => {
    expect(speaking.length).toBeGreaterThan(100);
    expect(
      speaking.flatMap((file) => literalsOf(file, read(file)).map((text) => `${file}: ${text}`)),
    ).toEqual([]);
  });

  test.each([
    ['<p>Not delivered</p>', ['Not delivered']],
    ['{#if a}<b>{count} not here</b>{:else}Else{/if}', ['not here', 'Else']],
    [
      '{#each a as b}{b}{:else}None{/each}{#await a}Wait{:then c}{c}{:catch}Failed{/await}',
      ['None', 'Wait', 'Failed'],
    ],
    ['<input placeholder="Search" class="Search" />', ['Search']],
    ['<Button hint={a ? "one" : "Two"} look="main" />', ['one', 'Two']],
    ['<Check label="{name} here" />{#snippet hint()}Words{/snippet}', ['here', 'Words']],
    ["<p>{a === 'sent' ? b('sent') : `${c} files`}</p>", ['files']],
    ["<script>let a = $state('');\nif (a === 'Enter') a = 'Enter a name.';</script>", ['Enter a name.']],
    ['<title>{a} · Cairn</title><p>· {a}</p><i class="dot"></i>', []],
  ])('%s', (component, said) => {
    expect(literalsOf('A.svelte', component).map((text) => text.trim())).toEqual(said);
  });

  test('by client and server in English, and put into another language, is what they do say', () => {
    const rooms = sources.filter((file) => /^src\/(lib\/(client|server|domain)|routes)\/.*\.ts$/.test(file));
    const patterns = rooms
      .flatMap((file) => patternsOf(read(file)))
      .filter(({ source }) => source.length > 12);
    expect(SENTENCES.filter((sentence) => !patterns.some((pattern) => pattern.test(sentence)))).toEqual([]);
  });

  test('is found in what components call, too', () => {
    const source =
      "const key = 'ArrowUp';\nexport const a = (n) => `Made ${n} times`;\nthrow new Error('on purpose');";
    expect(literalsOf('a.ts', source)).toHaveLength(1);
  });
});

/** What git has or would take, so that a forgotten file counts before it is committed. */
function filesOfTheProject(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  // A file that was deleted and not yet committed is still listed.
  return [...new Set(listed)].filter((file) => existsSync(path.join(root, file)));
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

function installedVersion(where: string): string {
  return (JSON.parse(read(`${where}/package.json`)) as { version: string }).version;
}

function isAtLeast(version: string | undefined, least: string): boolean {
  return version !== undefined && version.localeCompare(least, undefined, { numeric: true }) >= 0;
}
