import { problem } from './api/problem.ts';
import type { CreateGroup } from './groups.ts';

/** What the API says of a group that was to be made: devices keep what was written in it when it never will be. */
export function createGroupAnswer(result: CreateGroup, body: object): Response {
  switch (result) {
    case 'created':
      return Response.json(body, { status: 201 });
    case 'exists':
      return Response.json(body, { status: 200 });
    case 'unknown-member':
      return problem(422, result, 'One of these people is not, or no longer, in the organisation.');
    case 'needs-name':
      return problem(422, result, 'Give it a name, or somebody to talk to.');
    case 'wrong-id':
      return problem(422, result, 'This id is not that of such a conversation.');
    case 'not-allowed':
      return problem(403, result, 'A guest can only begin direct conversations.');
    case 'too-many-members':
      return problem(422, result, 'A group has at most as many members as your organisation allows.');
    case 'too-many-groups':
      return problem(
        422,
        result,
        'You have made as many groups in the last 24 hours as your organisation allows. Try again tomorrow.',
      );
    case 'left':
      return problem(409, result, 'You made this group and are no longer in it.');
    case 'id-taken':
      return problem(409, result, 'Another group has this id. Try again.');
  }
}
