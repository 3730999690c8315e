import { auditQuery } from '#server/api/audit-query.ts';
import { operation } from '#server/api/operation.ts';
import { application } from '#server/application.ts';
import { auditToCsv } from '#server/audit-to-csv.ts';
import { readAudit } from '#server/audit.ts';

/** Lines in one file; the filter narrows it. */
const LINES_MAX = 10_000;

export const GET = operation(
  {
    summary: 'The audit log for a spreadsheet, newest first',
    description: 'At most 10,000 lines. What looks like a formula is marked as text.',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    query: auditQuery,
    answers: { 200: { contentType: 'text/csv' } },
  },
  async ({ query }) => {
    const rows = await readAudit(application().database.pool, { ...query, limit: LINES_MAX });
    return new Response(auditToCsv(rows), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
        'cache-control': 'no-store',
      },
    });
  },
);
