/** Who may do what to a message: asked by the device before it writes and by the server before it accepts. */
import type { UserId } from './ids.ts';
import type { Refusal } from './refusal.ts';
import type { MemberRole } from './server-documents.ts';

/** What the rules need to know of a message. */
export interface Target {
  readonly by: UserId;
  readonly deleted: boolean;
}
export interface Actor {
  readonly userId: UserId;
  /** Null when the person is not in the group. */
  readonly role: MemberRole | null;
  /** Owner of the organisation. */
  readonly isOwner: boolean;
}

export type Act = 'edit' | 'delete' | 'react';

/** [S13] Only the author edits; author, group admin and owner delete; every member reacts. Null means yes. */
export function actRefusal(act: Act, actor: Actor, target: Target | undefined): Refusal | null {
  if (actor.role === null) return 'not-member';
  if (target === undefined) return 'unknown-target';
  if (act === 'edit' && target.by !== actor.userId) return 'not-yours';
  if (act === 'delete' && target.by !== actor.userId && actor.role !== 'admin' && !actor.isOwner)
    return 'not-allowed';
  // A second deletion changes nothing and is no fault: two devices may delete the same message offline.
  if (target.deleted && act !== 'delete') return 'target-deleted';
  return null;
}
