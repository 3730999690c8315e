import type { AuditRow } from './audit.ts';
import { toCsv } from './to-csv.ts';

/** The audit log for a spreadsheet. */
export const auditToCsv = (rows: readonly AuditRow[]): string =>
  toCsv([
    ['time', 'who', 'who (id)', 'action', 'what', 'of what', 'of what (id)', 'details', 'address'],
    ...rows.map(({ at, actor, action, words, target, detail, address }) => [
      at.toISOString(),
      actor?.name ?? '',
      actor?.id ?? '',
      action,
      words,
      target?.name ?? target?.kind ?? '',
      target?.id ?? '',
      Object.keys(detail).length === 0 ? '' : JSON.stringify(detail),
      address ?? '',
    ]),
  ]);
