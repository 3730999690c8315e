import type { plainText } from '#client/plain-text.ts';

let reader = $state.raw<typeof plainText | null>(null);
let isAskedFor = false;

/**
 * What the list of conversations says of a message. Reading Markdown takes 17 KB of script (gzipped, 2026-11), which the
 * first screen does not wait for: until that is here, a preview shows what was typed.
 */
export const previewOf: typeof plainText = (text, names, most) => {
  if (reader) return reader(text, names, most);
  void askForReader();
  return text.slice(0, most);
};

async function askForReader(): Promise<void> {
  if (isAskedFor) return;
  isAskedFor = true;
  try {
    reader = (await import('#client/plain-text.ts')).plainText;
  } catch {
    isAskedFor = false; // The next preview asks again.
  }
}
