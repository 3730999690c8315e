import type { Emoji } from './emoji.ts';

/** The emoji that are called something like this, the likeliest first. */
export function findEmoji(all: readonly Emoji[], query: string, max: number): Emoji[] {
  const wanted = query.toLowerCase().trim();
  if (wanted === '') return [];
  const code = wanted.replaceAll(/[\s-]+/g, '_');
  return all
    .map((emoji, place) => ({ emoji, place, rank: rankOf(emoji, wanted, code) }))
    .filter(({ rank }) => rank < NOT_IT)
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .slice(0, max)
    .map(({ emoji }) => emoji);
}

const NOT_IT = 5;

function rankOf({ shortcodes, tags, name }: Emoji, wanted: string, code: string): number {
  if (shortcodes.includes(code)) return 0;
  if (shortcodes.some((one) => one.startsWith(code))) return 1;
  if (tags.includes(wanted)) return 2;
  if (name.split(' ').some((word) => word.startsWith(wanted)) || tags.some((tag) => tag.startsWith(wanted)))
    return 3;
  return shortcodes.some((one) => one.includes(code)) || name.includes(wanted) ? 4 : NOT_IT;
}
