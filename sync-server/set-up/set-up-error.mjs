/** Something a person can mend; its message is printed without a stack. */
export class SetUpError extends Error {}

/**
 * Runs a script's work; an expected failure becomes one message and exit code 1.
 * @param {() => Promise<unknown>} work
 */
export async function script(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
