/** What follows from a change of a group: whose inboxes are written, and what administrators and members are told. */
import type { UserId } from '#domain/ids.ts';
import type { GroupHistory, MemberRole } from '#domain/server-documents.ts';
import type { AuditEntry } from './audit.ts';
import type { Happening } from './group-events.ts';
import type { TakenOut } from './memberships.ts';

export interface Changed {
  /** Whose membership it ended. */
  readonly left?: readonly UserId[];
  /** Whose membership it began or changed. */
  readonly came?: readonly UserId[];
  /** For the audit log. */
  readonly did?: readonly Did[];
  /** For the members. */
  readonly happened?: readonly Happening[];
}
type Did = Pick<AuditEntry, 'action' | 'detail'>;

/** What an admin may set of a group; what is left out stays. */
export interface GroupSettings {
  readonly name?: string;
  readonly description?: string;
  readonly history?: GroupHistory;
  readonly archived?: boolean;
  /** For how many days messages are kept, 0 for ever; null as the organisation has it. */
  readonly retentionDays?: number | null;
}

/** People came into it, or nobody who was not there. */
export const taken = (came: readonly UserId[], happening: Happening): Changed =>
  came.length === 0
    ? {}
    : { came, did: [{ action: 'group.member-added', detail: { members: came } }], happened: [happening] };

/** Somebody has gone, and left the administration to somebody else where there is no other admin. */
export function gone(userId: UserId, outcome: TakenOut | null, happening: Happening): Changed | 'not-member' {
  if (outcome === null) return 'not-member';
  const { newAdmin } = outcome;
  return {
    left: [userId],
    came: newAdmin === null ? [] : [newAdmin],
    did: [{ action: 'group.member-removed', detail: { members: [userId] } }],
    happened: [happening, ...(newAdmin === null ? [] : [{ what: 'became-admin', by: newAdmin } as const])],
  };
}

export const roleChanged = (userId: UserId, role: MemberRole, by: UserId): Changed => ({
  came: [userId],
  did: [{ action: 'group.member-changed', detail: { member: userId, role } }],
  happened: [{ what: role === 'admin' ? 'made-admin' : 'made-member', by, people: [userId] }],
});

/** Only what is another than before is told. */
export function settingsChanged(before: Required<GroupSettings>, wish: GroupSettings, by: UserId): Changed {
  const { name = before.name, description = before.description } = wish;
  const { history = before.history, archived = before.archived } = wish;
  const { retentionDays = before.retentionDays } = wish;
  const changed: string[] = [];
  const did: Did[] = [];
  const happened: Happening[] = [];
  if (name !== before.name) {
    changed.push('name');
    happened.push({ what: 'renamed', by, name });
  }
  if (description !== before.description) {
    changed.push('description');
    happened.push({ what: 'described', by });
  }
  if (history !== before.history) {
    changed.push('history');
    happened.push({ what: history === 'all' ? 'opened-history' : 'closed-history', by });
  }
  if (retentionDays !== before.retentionDays) {
    did.push({ action: 'group.retention-changed', detail: { days: retentionDays } });
    happened.push(
      retentionDays === null
        ? { what: 'retention-left', by }
        : { what: 'retention-chosen', by, days: retentionDays },
    );
  }
  if (changed.length > 0) did.push({ action: 'group.changed', detail: { changed } });
  if (archived !== before.archived) {
    did.push({ action: archived ? 'group.archived' : 'group.reopened' });
    happened.push({ what: archived ? 'archived' : 'reopened', by });
  }
  return { did, happened };
}
