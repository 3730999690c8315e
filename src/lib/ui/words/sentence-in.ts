/** What stands for a sentence in another language, whichever numbers it holds; undefined where there is nothing. */
export function sentenceIn(texts: Readonly<Record<string, string>>, sentence: string): string | undefined {
  const numbers = sentence.match(/\d+/g) ?? [];
  const key = sentence.replaceAll(/\d+/g, '#');
  if (!Object.hasOwn(texts, key)) return undefined;
  let at = 0;
  return texts[key]!.replaceAll('#', () => numbers[at++] ?? '');
}
