/** `npm start`, once everything is set up. */
import { readEnvironment } from '#server/env.ts';
import { runOrExplain } from './run-or-explain.ts';
import { serve } from './serve.ts';

await runOrExplain(() => serve(readEnvironment(process.env)));
