import { countWords } from '../kit/count-words.ts';

/** [U43] The title of the page: what is on screen, with the number of unread messages before it. */
export function titleWords(on: string, unread: number): string {
  const title = on === '' ? 'Cairn' : `${on} · Cairn`;
  return unread === 0 ? title : `(${countWords(unread)}) ${title}`;
}
