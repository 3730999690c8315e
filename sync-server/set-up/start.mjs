/** `npm start`, or one part: `node sync-server/set-up/start.mjs web|sync`. */
import { become } from './become.mjs';
import { prepare } from './prepare.mjs';
import { script } from './set-up-error.mjs';

await script(async () => {
  const [part] = process.argv.slice(2).filter((argument) => argument === 'web' || argument === 'sync');
  await prepare({ build: part !== 'sync' });
  become(['sync-server/main.ts', ...(part ? [part] : [])]);
});
