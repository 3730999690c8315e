import { ensureBuild } from './application-build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { alone } from './lock.mjs';
import { root } from './root.mjs';

/**
 * Makes sure that what a script stands on is there and current; does nothing when it is.
 * @param {{ build: boolean }} needs
 */
export async function prepare({ build }) {
  await alone(
    root,
    async (lock) => {
      await ensureDependencies(lock);
      if (build) await ensureBuild(lock);
    },
    () => console.log('Another command is setting up this folder; waiting for it …'),
  );
}
