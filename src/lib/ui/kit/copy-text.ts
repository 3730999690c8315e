/** Copies a text. @returns what came of it, in a sentence */
export async function copyText(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    return 'This browser did not allow copying. Select the text and copy it by hand.';
  }
}
