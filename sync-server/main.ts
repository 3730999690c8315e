/** `npm start`, and with the name of a part `npm run start:web` and `start:sync`, once everything is set up. */
import { readEnvironment } from '#server/env.ts';
import { readRole } from './role.ts';
import { runOrExplain } from './run-or-explain.ts';
import { serve } from './serve.ts';

await runOrExplain(async () => {
  const environment = readEnvironment(process.env);
  await serve(environment, { role: readRole(process.argv[2], environment) });
});
