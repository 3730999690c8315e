/**
 * Searches beside the page, so that neither building the index nor finding keeps anybody from typing. Volumes that
 * are open come from the page, because there they are newest; the others are read from the disk.
 */
import * as Y from 'yjs';
import { parseDocumentName } from '#domain/document-names.ts';
import { foldVolume } from '#domain/fold-group.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import { report } from '../guard.ts';
import { readRows } from './read-rows.ts';
import type { FromWorker, ToWorker } from './search-calls.ts';
import { SearchIndex } from './search-index.ts';

const index = new SearchIndex();
/** Volumes to be taken in, and what was told of each last; a later state takes the place of an earlier one. */
const unread = new Map<string, Uint8Array | null>();
let person: Extract<ToWorker, { kind: 'begin' }> | null = null;
let isReading = false;

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'begin') person = data;
  else if (data.kind === 'find') tell({ kind: 'found', number: data.number, found: index.find(data.wish) });
  else if (data.kind === 'put') {
    unread.set(data.volume, data.state);
    void read();
  } else {
    unread.delete(data.volume);
    index.drop(data.volume);
    tellChanged();
  }
});

/** One volume after another, and what is asked in between is answered. */
async function read(): Promise<void> {
  if (isReading) return;
  isReading = true;
  for (let next = first(); next !== undefined; next = first()) {
    const [volume, state] = next;
    unread.delete(volume);
    try {
      await take(volume, state);
    } catch (reason) {
      report(reason); // One that cannot be read is not found; the others are.
    }
    tellChanged();
    await new Promise((resolve) => setTimeout(resolve));
  }
  isReading = false;
}

const first = () => unread.entries().next().value;

async function take(name: string, state: Uint8Array | null): Promise<void> {
  const parsed = parseDocumentName(name);
  if (parsed?.kind !== 'group' || person === null) return;
  const rows = state === null ? await readRows(`${person.disk}${name}`) : [state];
  // Told anew, or told to forget it, while the disk was read.
  if (unread.has(name)) return;
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const row of rows) Y.applyUpdate(doc, row);
  });
  index.put(name, parsed.groupId, foldVolume(contentOf(volumeOf(doc)), person.me));
  doc.destroy();
}

function tellChanged(): void {
  tell({ kind: 'changed', coverage: index.coverage, unread: unread.size });
}

function tell(said: FromWorker): void {
  postMessage(said);
}
