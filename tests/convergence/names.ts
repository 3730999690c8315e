/** The documents of the one group that schedules play with. */
import { headDocument, parseDocumentName } from '#domain/document-names.ts';
import { groupId } from './people.ts';

export const HEAD = headDocument(groupId);

export const isVolume = (document: string): boolean => parseDocumentName(document)?.kind === 'group';

export function volumeNumber(document: string): number {
  const name = parseDocumentName(document);
  if (name?.kind !== 'group') throw new Error(`no volume: ${document}`);
  return name.volume;
}
