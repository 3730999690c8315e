import * as v from 'valibot';
import { AUDIT_ACTIONS } from '#domain/audit-actions.ts';
import { auditQuery } from '#server/api/audit-query.ts';
import { operation } from '#server/api/operation.ts';
import { pageLimit, queryNumber, time } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { readAudit } from '#server/audit.ts';

const entry = v.object({
  id: v.number(),
  at: time,
  actor: v.nullable(v.object({ id: v.string(), name: v.string() })),
  action: v.string(),
  words: v.string(),
  target: v.nullable(v.object({ kind: v.string(), id: v.string(), name: v.nullable(v.string()) })),
  detail: v.record(v.string(), v.unknown()),
  address: v.nullable(v.string()),
});
export const GET = operation(
  {
    summary: 'Who did what, newest first, a page at a time',
    description:
      '`to` is exclusive; `before` is the `next` of the page before. `actions` names every action.',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    query: { ...auditQuery, before: v.optional(queryNumber(1, 1e15)), limit: pageLimit },
    answers: {
      200: v.object({
        entries: v.array(entry),
        next: v.nullable(v.number()),
        actions: v.record(v.string(), v.string()),
      }),
    },
  },
  async ({ query }) => {
    const rows = await readAudit(application().database.pool, { ...query, limit: query.limit + 1 });
    const entries = rows.slice(0, query.limit);
    const next = rows.length > query.limit ? entries.at(-1)!.id : null;
    return { entries, next, actions: AUDIT_ACTIONS };
  },
);
