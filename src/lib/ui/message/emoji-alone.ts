/**
 * One emoji, as the grammar of UTS #51 has it. `\p{RGI_Emoji}` would name exactly those that exist, but its table takes
 * Chromium 9 ms to make for each expression (2026-11, and four times that on a phone).
 */
const PICTURE =
  '(?:(?!\\p{Regional_Indicator})\\p{Emoji_Presentation}\\uFE0F?|\\p{Extended_Pictographic}\\uFE0F|\\p{Emoji_Modifier_Base}(?=\\p{Emoji_Modifier}))' +
  '\\p{Emoji_Modifier}?(?:[\\u{E0020}-\\u{E007E}]+\\u{E007F})?';
const ONE = new RegExp(
  `\\p{Regional_Indicator}{2}|[0-9#*]\\uFE0F\\u20E3|${PICTURE}(?:\\u200D${PICTURE})*`,
  'gu',
);
/** What most texts hold: letters, and no emoji. Looked for first, because the tables of the others take a while to make. */
const LETTER = /[A-Za-z\u00C0-\u1FFF\u3040-\u3296\u329A-\uD7FF]/;
const LARGE_MAX = 6;

/** [U23] How many emoji a text is that is nothing else; 0 when it is more, or more than are shown large. */
export function emojiAlone(text: string): number {
  if (text.length > 200 || LETTER.test(text)) return 0;
  let count = 0;
  const rest = text.replace(ONE, () => {
    count++;
    return '';
  });
  return count > LARGE_MAX || rest.trim() !== '' ? 0 : count;
}
