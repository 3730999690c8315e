/** How the server does, as administrators are told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteBackup, noteFailedBackup } from '#server/last-backup.ts';
import { FIGURES } from '#server/server-state.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { callAs, foundOrganisation, type TestPerson } from '../support/people.ts';

interface State {
  readonly database: string;
  readonly syncs: boolean;
  readonly figures: { name: string; values: (number | null)[] }[];
  readonly backup: { state: string; made: { bytes: number } | null; failed: { problem: string } | null };
}

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
  });
  afterAll(() => on?.stop());

  const ask = () => callAs<State>(ada, 'GET', '/api/v1/server');

  test('has every figure from the start, all as long as one another', async () => {
    const { database, syncs, figures } = await ask();
    expect([database, syncs]).toEqual([kind, true]);
    expect(figures.map(({ name }) => name)).toEqual(Object.keys(FIGURES));
    expect(new Set(figures.map(({ values }) => values.length)).size).toBe(1);
    expect(figures.find(({ name }) => name === 'memory')!.values[0]).toBeGreaterThan(1e7);
  });

  test('says that there is no backup, that there is one, that it is old, and that one failed', async () => {
    expect((await ask()).backup).toEqual({ state: 'none', made: null, failed: null });
    const note = (hoursAgo: number) =>
      on.look(({ pool }) =>
        noteBackup(pool, { at: new Date(Date.now() - hoursAgo * 3_600_000), bytes: 5e6, ms: 900 }),
      );
    await note(1);
    expect((await ask()).backup).toMatchObject({ state: 'good', made: { bytes: 5e6 }, failed: null });
    await note(27);
    expect((await ask()).backup.state).toBe('old');
    await on.look(({ pool }) => noteFailedBackup(pool, 'The disk is full.'));
    expect((await ask()).backup).toMatchObject({ state: 'old', failed: { problem: 'The disk is full.' } });
  });
});
