/** `npm run demo`: a populated organisation to try at once. What is changed in it stays until its folder is deleted. */
import { readEnvironment } from '#server/env.ts';
import { runOrExplain } from '../run-or-explain.ts';
import { serve } from '../serve.ts';
import { generateOrganisation } from './generate-organisation.ts';
import { DEMO_PASSWORD, populate } from './populate.ts';

const SEED = Number(process.env['SEED'] ?? 7);

await runOrExplain(async () => {
  const demo = generateOrganisation({
    seed: SEED,
    now: Date.now(),
    utcOffsetMinutes: -new Date().getTimezoneOffset(),
  });
  await serve(readEnvironment(process.env), {
    async prepare(running) {
      if ((await running.application.organisation.current()) !== null) return;
      console.log(`Writing ${demo.events.length} records of ${demo.people.length} people …`);
      await populate(running, demo, SEED);
    },
  });
  const [first, second] = demo.people;
  console.log(`Sign in as "${first!.employeeId}" (${first!.name}) or, in another browser, as
"${second!.employeeId}" (${second!.name}); the password is "${DEMO_PASSWORD}".`);
});
