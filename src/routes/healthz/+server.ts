import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

const LIMIT_MS = 3_000;

/** For load balancers and start scripts: 200 when both the database and sync are ready, else 503. */
export const GET: RequestHandler = async () => {
  const { database, sync } = application();
  const answers = await Promise.race([
    database.pool.query('select 1').then(
      () => true,
      () => false,
    ),
    new Promise<false>((resolve) => setTimeout(resolve, LIMIT_MS, false).unref()),
  ]);
  const ready = answers && sync.ready;
  const word = (isOk: boolean): string => (isOk ? 'ok' : 'unavailable');
  return Response.json(
    { status: word(ready), database: word(answers), sync: word(sync.ready) },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
};
