/** What a message says on one line, where there is no room for its lists and its bold words. */
import { parseMarkdown, type Block, type Inline } from './markdown.ts';

/** Who is called so in a mention; see `Directory`. */
interface Names {
  withEmployeeId(employeeId: string): { readonly name: string } | undefined;
}

/** For where people are not known: mentions stay as they were typed. */
const NO_NAMES: Names = { withEmployeeId: () => undefined };
/** Of a text, so much is read: more than any preview has room for. */
const READ_MAX = 600;

/**
 * The text of a message without its Markdown, people by their names, line breaks as spaces.
 * @param most characters of the answer at most
 */
export function plainText(text: string, names: Names, most: number): string {
  // A mark whose other half lies beyond the cut stays as it was typed.
  return wholePlainText(text.slice(0, READ_MAX), names).slice(0, most);
}

/** The same of all of a text. */
export const wholePlainText = (text: string, names: Names = NO_NAMES): string =>
  textOfBlocks(parseMarkdown(text), names).replace(/\s+/g, ' ').trim();

const textOfBlocks = (blocks: readonly Block[], names: Names): string =>
  blocks.map((block) => textOfBlock(block, names)).join(' ');

function textOfBlock(block: Block, names: Names): string {
  if (block.kind === 'code') return block.text;
  if (block.kind === 'quote') return textOfBlocks(block.children, names);
  if (block.kind === 'text') return textOfInlines(block.children, names);
  const { start, items } = block;
  return items
    .map((item, at) => `${start === null ? '•' : `${start + at}.`} ${textOfBlocks(item, names)}`)
    .join(' ');
}

const textOfInlines = (inlines: readonly Inline[], names: Names): string =>
  inlines.map((inline) => textOfInline(inline, names)).join('');

function textOfInline(inline: Inline, names: Names): string {
  if (inline.kind === 'mention') {
    const person = names.withEmployeeId(inline.name);
    return person ? `@${person.name}` : inline.text;
  }
  return 'text' in inline ? inline.text : textOfInlines(inline.children, names);
}
