import { translation } from './translation.svelte.ts';

/** What somebody did, as the audit log names it. @param english the server's own words for it */
export function actionWords(action: string, english: string): string {
  const words: Readonly<Record<string, string>> | undefined = translation()?.audit;
  return words?.[action] ?? english;
}
