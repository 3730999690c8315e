import { viteArguments } from './application-build.mjs';
import { become } from './become.mjs';
import { prepare } from './prepare.mjs';
import { script } from './set-up-error.mjs';

await script(async () => {
  await prepare({ build: false });
  become([...viteArguments('dev'), ...process.argv.slice(2)]);
});
