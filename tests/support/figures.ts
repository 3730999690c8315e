/** What the measuring and breaking commands are told, and how they say what they found. */
import { parseArgs } from 'node:util';

export interface CommandOptions {
  readonly json: boolean;
  readonly seed: number;
  readonly isLong: boolean;
  /** `--kills 50` and the like. @returns `otherwise` where it was not given */
  number(name: string, otherwise: number): number;
  /** `--only ack,gate` and the like. @returns undefined where it was not given */
  text(name: string): string | undefined;
}

/**
 * Reads `--json`, `--long`, `--seed N` (or SEED) and the numbers and texts that a command knows.
 * Ends the process with a sentence where something is not understood.
 */
export function readOptions(
  numbers: readonly string[] = [],
  { texts = [], argv = process.argv.slice(2) }: { texts?: readonly string[]; argv?: string[] } = {},
): CommandOptions {
  const options = {
    json: { type: 'boolean' },
    long: { type: 'boolean' },
    ...Object.fromEntries(['seed', ...numbers, ...texts].map((name) => [name, { type: 'string' as const }])),
  } as const;
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({ args: argv, options, strict: true, allowPositionals: false }));
    for (const name of ['seed', ...numbers])
      if (values[name] !== undefined && !/^\d+$/.test(String(values[name])))
        throw new Error(`--${name} takes a whole number, not "${String(values[name])}".`);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
  const number = (name: string, otherwise: number) =>
    values[name] === undefined ? otherwise : Number(values[name]);
  const drawn = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  return {
    json: values['json'] === true,
    isLong: values['long'] === true || process.env['LONG'] === '1',
    seed: number('seed', drawn),
    number,
    text: (name) => values[name] as string | undefined,
  };
}

/** One figure: with `--json` an object on a line of its own, `{"name", "value", …}`; else words. */
export function printFigure(
  { json }: Pick<CommandOptions, 'json'>,
  name: string,
  value: number,
  more: Readonly<Record<string, number | string>> = {},
): void {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(4));
  if (json) return console.log(JSON.stringify({ name, value: rounded, ...more }));
  const rest = Object.entries(more).map(([key, one]) => `${key} ${one}`);
  console.log([`${name.padEnd(28)} ${rounded}`, ...rest].join('  '));
}

/** What is going on, for a person who waits; never on stdout, where the figures are. */
export function printProgress(words: string): void {
  process.stderr.write(`${words}\n`);
}
