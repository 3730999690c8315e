import { words } from '../words/words.ts';

/** Copies a text. @returns what came of it, in a sentence */
export async function copyText(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return words().kit.copied;
  } catch {
    return words().kit.copyRefused;
  }
}
