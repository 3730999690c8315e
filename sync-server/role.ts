/**
 * What a process does. `npm start` does everything; `start:web` and `start:sync` are the parts, each as many times as
 * one likes, on one Postgres.
 *
 * Decided here and nowhere else: what a commit owes at once (erasing, receipts, heads, the directory) is done by the
 * process that committed it. What waits for its time (push, vacuum) is done by those that sync: any of them, each
 * piece of work claimed in the database by one.
 */
import type { Environment } from '#server/env.ts';
import { StartError } from '#server/start-error.ts';

interface Does {
  /** Pages and the API. */
  readonly pages: boolean;
  /** Devices on `/sync`, programs on `/yjs`. */
  readonly sync: boolean;
}

const DOES = {
  all: { pages: true, sync: true },
  web: { pages: true, sync: false },
  sync: { pages: false, sync: true },
} as const satisfies Readonly<Record<string, Does>>;

export type Role = Does & { readonly name: keyof typeof DOES };

export const EVERYTHING: Role = { name: 'all', ...DOES.all };

/**
 * @param name as it was asked for; undefined for everything
 * @throws StartError for what is no role, and for a part that would have a database to itself
 */
export function readRole(name: string | undefined, { databaseUrl }: Environment): Role {
  if (name === undefined) return EVERYTHING;
  if (name !== 'web' && name !== 'sync') throw new StartError(`A part is web or sync, not "${name}".`);
  if (databaseUrl === undefined)
    throw new StartError(
      `"npm run start:${name}" is one part of Cairn, and the parts meet in a Postgres: set DATABASE_URL. ` +
        'To run everything in one process, with an embedded database, use "npm start".',
    );
  return { name, ...DOES[name] };
}
