/** Says what a schedule broke. Not a test runner's assertion: the command `fuzz` runs without one. */
import { inspect, isDeepStrictEqual } from 'node:util';

export class Violation extends Error {
  override readonly name = 'Violation';
}

/** @throws Violation unless both are deeply equal */
export function holds(promise: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  const [is, be] = [actual, expected].map((value) =>
    inspect(value, { depth: 6, maxArrayLength: 200, breakLength: 160 }),
  );
  throw new Violation(`${promise}\nis       ${is}\nand not  ${be}`);
}
