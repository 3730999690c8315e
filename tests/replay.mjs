import { become } from '../sync-server/set-up/become.mjs';
import { prepare } from '../sync-server/set-up/prepare.mjs';
import { script } from '../sync-server/set-up/set-up-error.mjs';

await script(async () => {
  await prepare({ build: true });
  become(['tests/replay-chat.ts', ...process.argv.slice(2)]);
});
