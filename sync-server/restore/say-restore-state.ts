/** What the last restore lost, and what of it came back, in words. */
import * as v from 'valibot';
import { lastRestore, type RestoreState } from '#server/brought-back.ts';
import { askServer } from '#server/control-socket.ts';
import { openDatabase, type DatabasePlace } from '#server/database.ts';
import { DirectoryInUse } from '#server/directory-lock.ts';
import type { Say } from '../command-line.ts';

const Answer = v.nullable(
  v.object({
    epoch: v.number(),
    madeAt: v.pipe(v.string(), v.toDate()),
    restoredAt: v.pipe(v.string(), v.toDate()),
    lost: v.nullable(
      v.array(
        v.object({
          group: v.string(),
          name: v.nullable(v.string()),
          records: v.number(),
          broughtBack: v.number(),
        }),
      ),
    ),
    broughtBack: v.number(),
  }),
);

/** From the database, or from the server that has it. */
export async function readRestoreState(place: DatabasePlace): Promise<RestoreState | null> {
  try {
    const database = await openDatabase(place);
    try {
      return await lastRestore(database);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error;
    return v.parse(Answer, await askServer(place.dataDir, 'last-restore'));
  }
}

export function sayRestoreState(say: Say, state: RestoreState | null): void {
  if (state === null)
    return say('The database was never restored by this command.', { name: 'epoch', value: null });
  const { lost, broughtBack, madeAt, restoredAt } = state;
  const when = `restored at ${restoredAt.toISOString()} to ${madeAt.toISOString()}`;
  if (lost === null) {
    say(
      `${when}. The database before it could not be read, so what was lost is not known; ${broughtBack} records that ` +
        'were written before the restore have come since.',
      { name: 'records_brought_back', value: broughtBack },
    );
    return;
  }
  const records = lost.reduce((sum, one) => sum + one.records, 0);
  say(`${when}. ${records} records were newer than the backup.`, { name: 'records_lost', value: records });
  say(`${broughtBack} of them were brought back by devices.`, {
    name: 'records_brought_back',
    value: broughtBack,
  });
  for (const { group, name, records: count, broughtBack: back } of lost)
    say(`  ${name || group}: ${back} of ${count}`, {
      name: 'group_brought_back',
      value: { group, back, of: count },
    });
}
