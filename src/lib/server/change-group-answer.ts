import { apiError } from './api-error.ts';
import type { ChangeGroup } from './groups.ts';

/** What the API says of a change to a group. A group that does not exist is answered like one somebody is not in. */
export function changeGroupAnswer(result: ChangeGroup, body: object): Response {
  switch (result) {
    case 'done':
      return Response.json(body);
    case 'not-member':
      return apiError(404, 'no-such-group', 'There is no such member of such a group.');
    case 'not-allowed':
      return apiError(403, 'not-allowed', 'Only an admin of the group can do that.');
  }
}
