/** Addresses that may be followed from a message. */

// Neither spaces nor quotes nor characters that hide themselves or turn the direction of writing.
const ADDRESS = /^https?:\/\/[^\s<>"'`\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/i;
const HIDDEN = /[\s\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** The address with which a text begins, as it was typed and as it is followed; null when it begins with none. */
export function addressAt(text: string): { readonly text: string; readonly href: string } | null {
  const found = ADDRESS.exec(text)?.[0];
  const shown = found === undefined ? '' : withoutSentenceEnd(found);
  const href = shown === '' ? null : hrefOf(shown);
  return href === null ? null : { text: shown, href };
}

/** An address of the schemes http, https and mailto, in full; null for anything else. */
export function hrefOf(address: string): string | null {
  if (HIDDEN.test(address) || !/^(?:https?:\/\/|mailto:)/i.test(address) || !URL.canParse(address))
    return null;
  return new URL(address).href;
}

/** The dot that ends a sentence is no part of an address, nor is a bracket that was opened before it. */
function withoutSentenceEnd(address: string): string {
  let surplus = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    if (last === ')' && surplus > 0) surplus--;
    else if (!'.,;:!?…*_~]}'.includes(last)) break;
  }
  return address.slice(0, end);
}
