import { prepare } from './prepare.mjs';
import { script } from './set-up-error.mjs';

await script(async () => {
  await prepare({ build: true });
  console.log('The application in .build is up to date.');
});
