/** Which messages call for a reaction, and for which. */
import type { Draft } from './conversation.ts';

interface Mood {
  /** How often a message of this kind gets any reaction. */
  share: number;
  emoji: readonly string[];
}

const MOODS: readonly (Mood & { fits: (text: string, draft: Draft) => boolean })[] = [
  { fits: (text) => text.length < 14, share: 0.02, emoji: ['👍', '❤️'] },
  {
    fits: (text) => /birthday|🎂|Free\.|out! thank/i.test(text),
    share: 0.9,
    emoji: ['🎉', '🥳', '❤️', '🎂'],
  },
  {
    fits: (text) => /near miss|reporting one|storm|thunder|landslide|warning/i.test(text),
    share: 0.55,
    emoji: ['👀', '🙏', '✅', '😮'],
  },
  {
    fits: (text) => /photo of the day|camp dog|hedgehog|goats|donkey|a shoe|wrong chat/i.test(text),
    share: 0.7,
    emoji: ['😂', '❤️', '😍', '🐐'],
  },
  {
    fits: (text) => /thank|magician|lovely|you’re the best/i.test(text),
    share: 0.16,
    emoji: ['🙏', '❤️', '😊'],
  },
  {
    fits: (text) =>
      /found it|new seal|fixed|is ready|back online|all clear|open again|tank full|running again|works/i.test(
        text,
      ),
    share: 0.42,
    emoji: ['🎉', '👏', '💪', '👍', '🙌'],
  },
  { fits: (_, draft) => draft.scene.topic === 'camp', share: 0.3, emoji: ['😂', '❤️', '😋', '👍', '🙋'] },
  {
    fits: (text) => text.includes('```') || text.length > 300,
    share: 0.36,
    emoji: ['👍', '🙏', '✅', '👀', '💯'],
  },
  { fits: (text) => /\?$/.test(text), share: 0.1, emoji: ['👀', '🙋', '👍', '🤔'] },
  { fits: () => true, share: 0.2, emoji: ['👍', '👌', '✅', '🙏', '👀'] },
];

export const moodOf = (draft: Draft): Mood => MOODS.find(({ fits }) => fits(draft.text, draft)) as Mood;
