import { become } from './become.mjs';
import { prepare } from './prepare.mjs';
import { script } from './set-up-error.mjs';

await script(async () => {
  await prepare({ build: true });
  become(['sync-server/demo/main.ts', ...process.argv.slice(2)], {
    DATA_DIR: process.env.DATA_DIR || '.demo',
  });
});
