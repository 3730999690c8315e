/** Finds the addresses in a text, so that they can be shown as links without the text ever becoming markup. */
export interface TextPart {
  readonly text: string;
  /** Null for plain text; otherwise an http or https address. */
  readonly href: string | null;
}

// Neither spaces nor quotes nor characters that hide themselves or turn the direction of writing.
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gi;

export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const shown = withoutSentenceEnd(found);
    const href = hrefOf(shown);
    if (href === null) continue;
    if (index > end) parts.push({ text: text.slice(end, index), href: null });
    parts.push({ text: shown, href });
    end = index + shown.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

function hrefOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}

/** The dot that ends a sentence is no part of an address, nor is a bracket that was opened before it. */
function withoutSentenceEnd(address: string): string {
  let surplus = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    if (last === ')' && surplus > 0) surplus--;
    else if (!'.,;:!?…*_]}'.includes(last)) break;
  }
  return address.slice(0, end);
}
