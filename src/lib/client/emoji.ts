/**
 * All emoji by name, from the data that emoji-picker-element is published with. Its picker itself puts HTML into the
 * page by `innerHTML`, which our content security policy does not let anybody do. The file is one of the
 * application's own: the service worker keeps it, so that emoji are found offline too.
 */
import address from 'emoji-picker-element-data/en/emojibase/data.json?url';
import * as v from 'valibot';

export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  /** Without colons; at least one. */
  readonly shortcodes: readonly [string, ...string[]];
  readonly tags: readonly string[];
  readonly group: EmojiGroup;
}

export const EMOJI_GROUPS = [
  'Smileys',
  'People',
  'Animals and nature',
  'Food and drink',
  'Travel and places',
  'Activities',
  'Objects',
  'Symbols',
  'Flags',
] as const;
export type EmojiGroup = (typeof EMOJI_GROUPS)[number];

/** Group 2 holds skin tones and hair, which are no emoji by themselves. */
const GROUP_OF: Readonly<Record<number, EmojiGroup>> = Object.fromEntries(
  [0, 1, 3, 4, 5, 6, 7, 8, 9].map((number, at) => [number, EMOJI_GROUPS[at]!]),
);
const entry = v.object({
  emoji: v.string(),
  annotation: v.string(),
  shortcodes: v.optional(v.array(v.string()), []),
  tags: v.optional(v.array(v.string()), []),
  group: v.number(),
});
const data = v.array(entry);
/** What this browser knows to be one emoji: what is newer it could not show. */
const KNOWN = /^\p{RGI_Emoji}$/v;

let loading: Promise<readonly Emoji[]> | null = null;

/** All emoji, in Unicode's order. @throws where the file cannot be fetched; the next call tries again */
export function loadEmoji(): Promise<readonly Emoji[]> {
  loading ??= fetchEmoji().catch((reason: unknown) => {
    loading = null;
    throw reason;
  });
  return loading;
}

async function fetchEmoji(): Promise<readonly Emoji[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`emoji: ${response.status}`);
  return v.parse(data, await response.json()).flatMap(({ emoji, annotation, shortcodes, tags, group }) => {
    const [first = annotation.replaceAll(' ', '_'), ...more] = shortcodes;
    const groupName = GROUP_OF[group];
    return groupName === undefined || !KNOWN.test(emoji)
      ? []
      : [{ emoji, name: annotation, shortcodes: [first, ...more], tags, group: groupName }];
  });
}
