import * as v from 'valibot';
import { isAuditAction, type AuditAction } from '#domain/audit-actions.ts';
import { time, userId } from './schemas.ts';

const date = v.pipe(
  time,
  v.transform((text) => new Date(text)),
);
const action = v.pipe(
  v.string(),
  v.check(isAuditAction, 'There is no such action.'),
  v.transform((text) => text as AuditAction),
);

/** Which entries of the audit log are asked for; `to` is exclusive. */
export const auditQuery = {
  actor: v.optional(userId),
  action: v.optional(action),
  from: v.optional(date),
  to: v.optional(date),
};
