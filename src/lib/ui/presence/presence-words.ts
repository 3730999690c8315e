/** Who writes, in one sentence; empty when nobody does. */
export function typingWords(names: readonly string[]): string {
  const [first, second, ...more] = names;
  if (first === undefined) return '';
  if (second === undefined) return `${first} is writing…`;
  if (more.length === 0) return `${first} and ${second} are writing…`;
  return `${first}, ${second} and ${more.length} more are writing…`;
}

/** Who else has the conversation open: of two people how the other is, of more who is here; empty for nobody. */
export function hereWords(others: readonly ('online' | 'away')[], members: number): string {
  if (others.length === 0) return '';
  if (members === 2) return others[0]!;
  const online = others.filter((one) => one === 'online').length;
  if (online === 0) return `${others.length} away`;
  return online === others.length
    ? `${online} here now`
    : `${online} here now, ${others.length - online} away`;
}
