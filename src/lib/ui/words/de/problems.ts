import type { ProblemCode } from '../catalogue.ts';

export const problems: Record<ProblemCode, string> = {
  'too-many': 'Das war zu viel auf einmal. Bitte später noch einmal versuchen.',
  malformed: 'Das wird hier so nicht angenommen.',
  'not-allowed': 'Das dürfen Sie nicht.',
  'not-found': 'Das gibt es nicht oder nicht mehr.',
  'signed-out': 'Bitte zuerst anmelden.',
  'bad-file': 'Diese Datei lässt sich nicht einlesen.',
};
