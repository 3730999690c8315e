import { become } from './become.mjs';
import { prepare } from './prepare.mjs';
import { script } from './set-up-error.mjs';

await script(async () => {
  await prepare({ build: true });
  become(['sync-server/main.ts']);
});
