/**
 * Reads the little Markdown that messages may carry into a tree of plain values, which components show. Nothing of
 * it is ever markup: what this tree has no place for (HTML, images, headings, tables, rules, other schemes) stays
 * the text that was typed, with its white space.
 */
import { Lexer, Tokenizer, type MarkedToken, type Token, type Tokens } from 'marked';
import { mentionsIn } from '#domain/mentions.ts';
import { addressAt, hrefOf } from './address.ts';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  /** `name` is an employee id or `all`; `text` is what stands there where nobody is called that. */
  | { readonly kind: 'mention'; readonly name: string; readonly text: string };

export type Block =
  | { readonly kind: 'text'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | {
      readonly kind: 'list';
      /** Of an ordered list the first number, else null. */
      readonly start: number | null;
      readonly items: readonly (readonly Block[])[];
    };

/** Lists and quotes in one another; deeper ones stay text, or a text could be made that no stack holds. */
const DEPTH_MAX = 4;
/** Marks outside code. With more a text is no prose, and marked takes up to 0.2 s for 8,000 (18.2, 2026-11, 2 cores). */
const MARKS_MAX = 800;
const MARKS = /[*_~`[\]<>\\]/g;
/** Its points and what is indented below them: a line that begins at the margin is no part of it. */
const LIST =
  /^ {0,3}(?:[-+*]|\d{1,9}[.)])[ \t][^\n]*(?:\n{1,2}(?: {2}|\t| ?(?:[-+*]|\d{1,9}[.)])[ \t])[^\n]*)*/;
const FENCED = /^ {0,3}```[^\n]*\n[^]*?\n {0,3}```/gm;
/** Where none of this occurs there is nothing to read. */
const ANYTHING = /[*_~`[<>\\@]|:\/\/|^ *(?:[-+]|\d+[.)]) /m;

/** What a message says. Never throws; a text that cannot be read is shown as it is. */
export function parseMarkdown(text: string): readonly Block[] {
  const plain: readonly Block[] = [{ kind: 'text', children: [{ kind: 'text', text }] }];
  if (!ANYTHING.test(text) || marksIn(text) > MARKS_MAX) return plain;
  try {
    return toBlocks(new Lexer({ gfm: true, tokenizer: new ChatTokenizer() }).lex(text));
  } catch (reason) {
    reportError(reason);
    return plain;
  }
}

const marksIn = (text: string): number => text.replace(FENCED, '').match(MARKS)?.length ?? 0;

class ChatTokenizer extends Tokenizer {
  #depth = 0;

  /** Only lines that begin with `>`: what follows them is the answer. */
  override blockquote(src: string): Tokens.Blockquote | undefined {
    const raw = /^(?: {0,3}>[^\n]*(?:\n|$))+/.exec(src)?.[0];
    if (raw === undefined) return undefined;
    const text = raw.replace(/^ {0,3}> ?/gm, '').replace(/\n$/, '');
    return this.#inside(() => ({ type: 'blockquote', raw, text, tokens: this.lexer.blockTokens(text, []) }));
  }
  override list(src: string): Tokens.List | undefined {
    const lines = LIST.exec(src)?.[0];
    return lines === undefined ? undefined : this.#inside(() => super.list(lines));
  }
  override url(src: string): Tokens.Link | undefined {
    const found = addressAt(src);
    if (found === null) return undefined;
    const { text, href } = found;
    const tokens: Token[] = [{ type: 'text', raw: text, text, escaped: false }];
    return { type: 'link', raw: text, text, href, title: null, tokens };
  }
  override code(): undefined {}
  override heading(): undefined {}
  override lheading(): undefined {}
  override hr(): undefined {}
  override html(): undefined {}
  override tag(): undefined {}
  override def(): undefined {}
  override reflink(): undefined {}
  override table(): undefined {}

  #inside<T>(read: () => T | undefined): T | undefined {
    if (this.#depth >= DEPTH_MAX) return undefined;
    this.#depth++;
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }
}

function toBlocks(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  let said: Inline[] = [];
  const finish = () => {
    const children = withMentions(trimmed(said));
    if (children.length > 0) blocks.push({ kind: 'text', children });
    said = [];
  };
  for (const token of tokens as MarkedToken[]) {
    const block = toBlock(token);
    if (block) {
      finish();
      blocks.push(block);
    } else said.push(...toSaid(token));
  }
  finish();
  return blocks;
}

function toBlock(token: MarkedToken): Block | null {
  if (token.type === 'code') return { kind: 'code', text: token.text };
  if (token.type === 'blockquote') return { kind: 'quote', children: toBlocks(token.tokens) };
  if (token.type !== 'list') return null;
  const items = token.items.map((item) => toBlocks(item.tokens));
  return { kind: 'list', start: token.ordered ? Number(token.start) : null, items };
}

/** Paragraphs follow one another with the empty lines that were typed between them. */
function toSaid(token: MarkedToken): Inline[] {
  if (token.type !== 'paragraph' && token.type !== 'text') return [{ kind: 'text', text: token.raw }];
  const lineEnd: Inline[] = token.raw.endsWith('\n') ? [{ kind: 'text', text: '\n' }] : [];
  return [...toInlines(token.tokens ?? []), ...lineEnd];
}

const toInlines = (tokens: readonly Token[]): Inline[] => (tokens as MarkedToken[]).map(toInline);

function toInline(token: MarkedToken): Inline {
  switch (token.type) {
    case 'strong':
      return { kind: 'bold', children: toInlines(token.tokens) };
    case 'em':
      return { kind: 'italic', children: toInlines(token.tokens) };
    case 'del':
      return { kind: 'strike', children: toInlines(token.tokens) };
    case 'codespan':
      return { kind: 'code', text: token.text };
    case 'link': {
      const href = hrefOf(token.href);
      if (href !== null) return { kind: 'link', href, children: toInlines(token.tokens) };
      return { kind: 'text', text: token.raw };
    }
    case 'br':
      return { kind: 'text', text: '\n' };
    case 'escape':
      return { kind: 'text', text: token.text };
    default:
      // `raw` also of text: its `text` has numbers for characters (`&#106;`) replaced.
      return { kind: 'text', text: token.raw };
  }
}

/** Without the lines that end between this and the next block. */
function trimmed(said: readonly Inline[]): Inline[] {
  const joined = said.reduce<Inline[]>((all, inline) => {
    const last = all.at(-1);
    if (inline.kind === 'text' && last?.kind === 'text')
      all[all.length - 1] = { kind: 'text', text: last.text + inline.text };
    else all.push(inline);
    return all;
  }, []);
  return joined.flatMap((inline, at): Inline[] => {
    if (inline.kind !== 'text') return [inline];
    let { text } = inline;
    if (at === 0) text = text.replace(/^\n+/, '');
    if (at === joined.length - 1) text = text.replace(/\n+$/, '');
    return text === '' ? [] : [{ kind: 'text', text }];
  });
}

function withMentions(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline): Inline[] => {
    if (inline.kind === 'text') return mentionsOf(inline.text);
    if ('children' in inline && inline.kind !== 'link')
      return [{ ...inline, children: withMentions(trimmed(inline.children)) }];
    return [inline];
  });
}

function mentionsOf(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const mention of mentionsIn(text)) {
    if (mention.start > end) parts.push({ kind: 'text', text: text.slice(end, mention.start) });
    parts.push({ kind: 'mention', name: mention.name, text: text.slice(mention.start, mention.end) });
    end = mention.end;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
