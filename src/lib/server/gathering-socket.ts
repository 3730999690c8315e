import { Socket } from 'node:net';

/**
 * A connection to Postgres on which the statements of one moment leave together. `pg` corks the stream around each
 * statement, which makes one write of its parts; this one stays corked until the moment is over, and a dozen statements
 * are one write. Measured with one message at a time (2026-11): see `tests/bench/fanout.ts`.
 */
export class GatheringSocket extends Socket {
  #isGathering = false;

  override cork(): void {
    super.cork();
    if (this.#isGathering) return;
    this.#isGathering = true;
    super.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      super.uncork();
    });
  }
}
