/** The edge of the process: what is wrong at the start is said in one sentence, without a stack. */
import { StartError } from '#server/start-error.ts';
import { keepRunning } from './faults.ts';

export async function runOrExplain(start: () => Promise<void>): Promise<void> {
  keepRunning();
  try {
    await start();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
