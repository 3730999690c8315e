import { become } from './become.mjs';
import { prepare } from './prepare.mjs';
import { script } from './set-up-error.mjs';

await script(async () => {
  await prepare({ build: false });
  become(['sync-server/move/main.ts', ...process.argv.slice(2)], {
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  });
});
