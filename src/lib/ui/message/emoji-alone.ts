const ALONE = /^(?:\p{RGI_Emoji}|\s)+$/v;
const ONE = /\p{RGI_Emoji}/gv;
const LARGE_MAX = 6;

/** [U23] How many emoji a text is that is nothing else; 0 when it is more, or more than are shown large. */
export function emojiAlone(text: string): number {
  if (text.length > 200 || !ALONE.test(text)) return 0;
  const count = text.match(ONE)?.length ?? 0;
  return count > LARGE_MAX ? 0 : count;
}
