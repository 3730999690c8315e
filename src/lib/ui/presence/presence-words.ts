import { composerWords } from '../words/composer-words.ts';

/** Who writes, in one sentence; empty when nobody does. */
export function typingWords(names: readonly string[]): string {
  const [first, second, ...more] = names;
  if (first === undefined) return '';
  const say = composerWords();
  if (second === undefined) return say.oneWrites(first);
  if (more.length === 0) return say.twoWrite(first, second);
  return say.manyWrite(first, second, more.length);
}

/** Who else has the conversation open: of two people how the other is, of more who is here; empty for nobody. */
export function hereWords(others: readonly ('online' | 'away')[], members: number): string {
  if (others.length === 0) return '';
  const say = composerWords();
  if (members === 2) return say.presence[others[0]!];
  const online = others.filter((one) => one === 'online').length;
  if (online === 0) return say.away(others.length);
  return online === others.length ? say.here(online) : say.hereAndAway(online, others.length - online);
}
