/** The edge of the process: what is wrong at the start is said in one sentence, without a stack. */
import { log } from '#server/log.ts';
import { StartError } from '#server/start-error.ts';

export async function runOrExplain(start: () => Promise<void>): Promise<void> {
  // A promise that nobody waited for is a fault to mend, and no reason to take everybody's chat down.
  process.on('unhandledRejection', (reason) => {
    log.error({
      event: 'unhandled-rejection',
      reason: reason instanceof Error ? reason.stack : String(reason),
    });
  });
  try {
    await start();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
