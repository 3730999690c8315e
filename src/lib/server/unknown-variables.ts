/** Variables that look as if they were meant for us and are none of ours. */
import { VARIABLES } from './variables.ts';

const PREFIX = 'CAIRN_';
const NAMES = Object.keys(VARIABLES);

/** @returns one sentence for each, with the name that was probably meant */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).flatMap((name) => {
    if (NAMES.includes(name)) return [];
    const meant = nearest(name);
    if (meant !== undefined) return [`${name} is no setting of Cairn. Did you mean ${meant}?`];
    return name.startsWith(PREFIX) ? [`${name} is no setting of Cairn, and changes nothing.`] : [];
  });
}

function nearest(name: string): string | undefined {
  const [best] = NAMES.map((known) => ({ known, slips: slipsBetween(name.toUpperCase(), known) }))
    .filter(({ known, slips }) => slips <= slipsAllowed(known))
    .sort((a, b) => a.slips - b.slips);
  return best?.known;
}

/** Short names are near to many that belong to others: `HOME` is two letters from `HOST`. */
const slipsAllowed = (known: string): number => (known.length <= 6 ? 1 : 2);

/** Letters added, left out, replaced, or exchanged with their neighbour (optimal string alignment). */
export function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const ways = [rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (isSame ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        ways.push(rows[i - 2]![j - 2]! + 1);
      row.push(Math.min(...ways));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
