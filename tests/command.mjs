/**
 * The measuring and breaking commands: `node tests/command.mjs attacks|bench|faults|fuzz|load|screens [--json] [--seed N] …`.
 * Sets up what each needs and hands over to its program.
 */
import { become } from '../sync-server/set-up/become.mjs';
import { prepare } from '../sync-server/set-up/prepare.mjs';
import { script, SetUpError } from '../sync-server/set-up/set-up-error.mjs';

/** @type {Record<string, { file: string; needs: ('build' | 'postgres' | 'browser')[] }>} */
const commands = {
  attacks: { file: 'tests/attacks/main.ts', needs: ['build'] },
  bench: { file: 'tests/bench/main.ts', needs: ['build', 'postgres', 'browser'] },
  faults: { file: 'tests/faults/main.ts', needs: ['build', 'postgres'] },
  load: { file: 'tests/load/main.ts', needs: ['build', 'postgres'] },
  screens: { file: 'tests/screens/main.ts', needs: ['build', 'browser'] },
  fuzz: { file: 'tests/convergence/main.ts', needs: [] },
};

await script(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) throw new SetUpError(`Name one of ${Object.keys(commands).join(', ')}.`);
  await prepare({ build: command.needs.includes('build') });
  // Node 20 gets as far as this and cannot read TypeScript: the program itself looks for Postgres and a browser.
  become([command.file, ...args]);
});
