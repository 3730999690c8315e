import type { Import } from './imports.ts';

/** The rooms of the house, told apart by path; the first that fits is a file's room. */
const rooms = [
  ['domain', /^src\/lib\/domain\//],
  ['client', /^src\/lib\/client\//],
  ['ui', /^src\/lib\/ui\//],
  ['server', /^src\/lib\/server\//],
  // Inside routes, but run on the server only.
  ['server routes', /^src\/(routes\/.*(\+server|\.server)\.ts$|hooks\.server\.ts$)/],
  ['routes', /^src\/routes\/|^src\/[^/]+$/],
  ['sync-server', /^sync-server\//],
  ['tests', /^tests\//],
] as const;

type Room = (typeof rooms)[number][0];

const mayImport: Record<Room, readonly Room[]> = {
  domain: ['domain'],
  client: ['client', 'domain'],
  ui: ['ui', 'client'],
  server: ['server', 'domain'],
  'server routes': ['server routes', 'routes', 'server', 'domain', 'client', 'ui'],
  routes: ['routes', 'ui', 'client', 'domain'],
  'sync-server': ['sync-server', 'server', 'domain'],
  tests: ['tests', 'domain', 'client', 'ui', 'server', 'server routes', 'routes', 'sync-server'],
};

/** Beyond the table, where only the types are taken. */
const mayImportTypes: Partial<Record<Room, readonly Room[]>> = {
  ui: ['domain'],
};

/** Packages that may not be used in a room, or, for the domain, all but these. */
const packagesOf: Partial<Record<Room, (name: string) => boolean>> = {
  domain: (name) => /^(yjs|lib0|valibot)(\/|$)/.test(name),
  ui: (name) => !/^(yjs|y-indexeddb|y-protocols|lib0|@hocuspocus\/.*)(\/|$)/.test(name) && !isNodeOnly(name),
  client: (name) => !isNodeOnly(name),
  server: (name) => !isKit(name),
  'sync-server': (name) => !isKit(name),
};

/** Why this import breaks the rules; nothing if it does not. */
export function objectionTo({ from, to, isTypeOnly }: Import): string | undefined {
  const importer = roomOf(from);
  if (!importer) return `${from} lies in no room of the house`;
  if (to === '$lib' || to.startsWith('$lib/'))
    return `${from} imports ${to}: the names are #domain, #client, #ui, #server`;
  const imported = roomOf(to);
  if (imported) {
    if (mayImport[importer].includes(imported)) return undefined;
    if (isTypeOnly && mayImportTypes[importer]?.includes(imported)) return undefined;
    // Tests beside the code share what the other tests use.
    if (isTest(from) && imported === 'tests') return undefined;
    return `${importer} may not import ${imported}: ${from} imports ${to}`;
  }
  if (isTest(from) || (packagesOf[importer]?.(to) ?? true)) return undefined;
  return `${importer} may not use ${to}: ${from} imports it`;
}

function roomOf(file: string): Room | undefined {
  return rooms.find(([, path]) => path.test(file))?.[0];
}

function isTest(file: string): boolean {
  return /\.test\.ts$/.test(file);
}

function isKit(name: string): boolean {
  return name.startsWith('$app/') || name.startsWith('$env/') || name.startsWith('@sveltejs/kit');
}

function isNodeOnly(name: string): boolean {
  return name.startsWith('node:') || /^(pg|pino|ws|better-auth|@hocuspocus\/server)$/.test(name);
}
