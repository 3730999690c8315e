/**
 * Documents between database and memory, through Hocuspocus' own database extension. Loading reads state and
 * log; storing is compaction and nothing else, because every update is in the log before it is in memory. So a
 * failed store loses nothing, and it must not throw: Hocuspocus would keep the document for ever.
 */
import { Database as DatabaseExtension } from '@hocuspocus/extension-database';
import * as Y from 'yjs';
import { parseDocumentName } from '#domain/document-names.ts';
import { encodeStructs } from '#domain/encode-update.ts';
import { volumeOf } from '#domain/group-document.ts';
import { ledgerItem } from '#domain/ledger.ts';
import type { Database } from '#server/database.ts';
import type { Log } from '#server/log.ts';
import { readLedger } from '#server/read-ledger.ts';
import { COMPACT_AT_ROWS, compactDocument, readDocument } from '#server/stored-documents.ts';
import { CLOSE, Refused } from './close-reasons.ts';
import type { OpenDocuments } from './open-documents.ts';

export function loadAndCompact(database: Database, open: OpenDocuments, log: Log): DatabaseExtension {
  return new DatabaseExtension({
    async fetch({ documentName, document }) {
      const entry = open.enter(documentName, document);
      try {
        const stored = await readDocument(database.pool, documentName);
        for (const row of stored.rows) entry.rows.add(row);
        entry.compactions = stored.compactions;
        for (const update of stored.updates) Y.applyUpdate(document, update);
        await completeLedger(database, documentName, document, log);
        return null; // It is applied; there is nothing left for the extension to do.
      } catch (error) {
        open.leave(documentName, document);
        log.error({ event: 'load-failed', document: documentName, error: (error as Error).message });
        throw new Refused(CLOSE.busy);
      }
    },
    async store({ documentName, document, state }) {
      const entry = open.get(documentName);
      // Hocuspocus 4.7 also stores one that it has forgotten, for a connection that was given it at that moment. What
      // has been opened anew since has rows that this state lacks: they would be deleted for good.
      if (entry?.doc !== document || entry.rows.size < COMPACT_AT_ROWS) return;
      const rows = [...entry.rows];
      try {
        const compactions = await compactDocument(database, documentName, {
          state,
          rows,
          compactions: entry.compactions,
        });
        if (compactions === null) {
          // Somebody else compacted first: take over their state, and leave the rows for the next time.
          await open.refresh(documentName, (name) => readDocument(database.pool, name));
          return;
        }
        entry.compactions = compactions;
        for (const row of rows) entry.rows.delete(row);
      } catch (error) {
        log.warn({ event: 'compaction-failed', document: documentName, error: (error as Error).message });
      }
    },
  });
}

/** The ledger is a function of the rows: whatever a document lacks of it is written again from them. */
async function completeLedger(database: Database, name: string, doc: Y.Doc, log: Log): Promise<void> {
  const parsed = parseDocumentName(name);
  if (parsed?.kind !== 'group') return;
  const have = volumeOf(doc).ledger.length;
  const entries = await readLedger(database.pool, parsed.groupId, parsed.volume, have);
  if (entries.length === 0) return;
  log.warn({ event: 'ledger-completed', document: name, entries: entries.length });
  Y.applyUpdate(doc, encodeStructs([ledgerItem(entries, have + 1)], []));
}
