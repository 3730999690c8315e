import type { GroupId, UserId } from '#domain/ids.ts';
import { problem } from './api/problem.ts';
import { application } from './application.ts';

/**
 * Why somebody may not do what admins of a group may, or null where they may.
 * @param missing what is answered to who is not in the group
 */
export async function groupAdmin(
  groupId: GroupId,
  userId: UserId,
  missing: () => Response,
): Promise<Response | null> {
  switch (await application().groups.roleIn(groupId, userId)) {
    case 'admin':
      return null;
    case 'member':
      return problem(403, 'not-allowed', 'Only an admin of the group can do that.');
    case null:
      return missing();
  }
}
