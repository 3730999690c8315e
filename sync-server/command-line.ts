/** What the commands of an operator have in common: options that are told off, and figures in words or as JSON. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { StartError } from '#server/start-error.ts';

/** Runs a command to its end: what is wrong is said in one sentence, what nobody expected with its stack. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * Reads the options. `--json` is always one of them.
 * @param takes a sentence that says what there is: told to whoever asks for something else
 */
export function readCommandLine<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  takes: string,
) {
  const isJson = { json: { type: 'boolean' } } as const;
  try {
    return parseArgs({ options: { ...options, ...isJson }, allowPositionals: true });
  } catch (error) {
    throw new StartError(`${(error as Error).message} ${takes}`);
  }
}

/** Says one thing: the words to people, or with --json the figure, by its name, to programs. */
export type Say = (words: string, figure: Figure) => void;
interface Figure {
  readonly name: string;
  readonly value: unknown;
  /** What it is of, and the like. */
  readonly [more: string]: unknown;
}

export const sayer =
  (isJson: boolean | undefined): Say =>
  (words, figure) =>
    console.log(isJson ? JSON.stringify(figure) : words);

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** As people say it: 1.4 MB. */
export function bytesInWords(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const amount = bytes / 1_000 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${UNITS[power]}`;
}
