import { NO_SUCH_GROUP } from './api/group-schemas.ts';
import { problem } from './api/problem.ts';
import type { ChangeGroup } from './groups.ts';

/** What the API says of a change to a group. A group that does not exist is answered like one somebody is not in. */
export function changeGroupAnswer(result: ChangeGroup, body: object): Response {
  switch (result) {
    case 'done':
      return Response.json(body);
    case 'not-member':
      return problem(404, 'not-found', NO_SUCH_GROUP);
    case 'not-allowed':
      return problem(403, 'not-allowed', 'That is not for you to change in this conversation.');
    case 'last-admin':
      return problem(409, 'last-admin', 'A group has at least one admin. Make somebody else an admin first.');
    case 'unknown-person':
      return problem(
        422,
        'unknown-member',
        'One of these people is not, or no longer, in the organisation. Nobody was added.',
      );
    case 'needs-name':
      return problem(400, 'needs-name', 'A channel needs a name.');
    case 'group-full':
      return problem(
        409,
        'group-full',
        'A group has at most as many members as your organisation allows, and this one would have more. Nobody was added.',
      );
    case 'beyond-bounds':
      return problem(
        422,
        'beyond-bounds',
        'Your organisation sets bounds to how long a group keeps its messages, and this is beyond them.',
      );
    case 'archived':
      return problem(409, 'archived', 'This group has been archived. Reopen it first.');
  }
}
