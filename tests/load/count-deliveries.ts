/** Finds numbered texts in frames, and counts who was given which, and how long after it was said. */
import { performance } from 'node:perf_hooks';

const MARK = 'load ';
const DIGITS = 7;
/** As long as what people write at the median, and told from everything else. */
const REST = ', the pump at camp two is back since nine';

export class Deliveries {
  readonly times: number[] = [];
  expected = 0;
  readonly #sentAt: number[] = [];
  readonly #had = new Map<object, Set<number>>();

  get delivered(): number {
    return this.times.length;
  }

  get messages(): number {
    return this.#sentAt.length;
  }

  /** @param receivers how many are to get it. @returns the text to send */
  next(receivers: number): string {
    this.expected += receivers;
    const number = this.#sentAt.push(performance.now()) - 1;
    return `${MARK}${String(number).padStart(DIGITS, '0')}${REST}`;
  }

  /** @param by who was given it. A frame may hold several messages, that were committed together */
  hear(by: object, frame: Buffer): void {
    for (let at = frame.indexOf(MARK); at !== -1; at = frame.indexOf(MARK, at + MARK.length)) {
      const number = Number(frame.toString('latin1', at + MARK.length, at + MARK.length + DIGITS));
      const had = this.#had.get(by) ?? new Set();
      this.#had.set(by, had);
      // Whoever enters a volume may be given what is being said there twice, which a device does not notice.
      if (had.size < had.add(number).size) this.times.push(performance.now() - this.#sentAt[number]!);
    }
  }
}
