/** What is being looked up where somebody writes: `@` and part of a name, or `:` and part of an emoji's. */
export interface Query {
  readonly kind: 'person' | 'emoji';
  readonly text: string;
  /** Of the `@` or `:`; up to the caret it is replaced by what is chosen. */
  readonly start: number;
}

const PERSON = /(?<![\p{L}\p{N}._@/:-])@([\p{L}\p{N}._-]{0,40})$/u;
/** From two letters on: `8:30` and `:)` are no questions. */
const EMOJI = /(?<![\p{L}\p{N}:/])(?<!:):([a-z+-][a-z0-9_+-]{1,30})$/iu;
const NAMED = new RegExp(`${EMOJI.source.slice(0, -1)}:$`, 'iu');

/** @param caret where the next character would stand */
export function queryAt(text: string, caret: number): Query | null {
  const before = text.slice(Math.max(0, caret - 80), caret);
  for (const [kind, pattern] of [
    ['person', PERSON],
    ['emoji', EMOJI],
  ] as const) {
    const found = pattern.exec(before);
    if (found) return { kind, text: found[1]!, start: caret - found[0].length };
  }
  return null;
}

/** The emoji whose name was typed to its end, as in `:tada:`; `start` is the place of its first colon. */
export function emojiNamedAt(text: string, caret: number): Omit<Query, 'kind'> | null {
  const found = NAMED.exec(text.slice(Math.max(0, caret - 80), caret));
  return found && { text: found[1]!.toLowerCase(), start: caret - found[0].length };
}
