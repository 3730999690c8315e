import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { time } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { backupState } from '#server/backup-state.ts';
import { FIGURES, type FigureName } from '#server/server-state.ts';

const figure = v.object({
  name: v.picklist(Object.keys(FIGURES) as FigureName[]),
  unit: v.picklist(['count', 'per-minute', 'ms', 'bytes']),
  values: v.array(v.nullable(v.number())),
});
const backup = v.object({
  state: v.picklist(['none', 'old', 'good']),
  made: v.nullable(v.object({ at: time, bytes: v.number(), ms: v.number() })),
  failed: v.nullable(v.object({ at: time, problem: v.string() })),
});

export const GET = operation(
  {
    summary: 'How the server does: the last hour in figures, and the last backup',
    description:
      'Of the instance that answers, the oldest value first and null where nothing could be measured. Times of commits, statements and the lag behind other instances are those that nineteen of twenty stayed under.',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    answers: {
      200: v.object({
        startedAt: time,
        database: v.picklist(['embedded', 'postgres']),
        syncs: v.boolean(),
        everySeconds: v.number(),
        until: time,
        figures: v.array(figure),
        backup,
      }),
    },
  },
  async () => {
    const { figures, database } = application();
    return { ...figures.state(), backup: await backupState(database) };
  },
);
