/** Why a record was not taken: one closed list for client and server, each with a sentence for the person. */
export const REFUSALS = {
  empty: 'There was nothing to send.',
  'not-ready': 'This group is still being opened on this device, try again in a moment.',
  'too-long': 'This message is longer than 8,000 characters.',
  malformed: 'This message could not be read.',
  duplicate: 'This was already delivered.',
  'not-member': 'You are no longer a member of this group.',
  'group-archived': 'This group has been archived.',
  'unknown-target': 'The message this refers to is not in this group.',
  'target-deleted': 'That message has been deleted.',
  'not-yours': 'Only its author can edit a message.',
  'not-allowed': 'You cannot delete this message.',
  'person-gone': 'This conversation could not be made: somebody in it is no longer in the organisation.',
  'too-many-members':
    'This group could not be made: it would have more members than your organisation allows.',
  'too-many-groups':
    'This group could not be made: you had made as many in 24 hours as your organisation allows.',
  'not-created': 'The server did not make this conversation.',
  'volume-full': 'This part of the conversation takes no more changes.',
} as const satisfies Record<string, string>;

export type Refusal = keyof typeof REFUSALS;

/** Says what happened in one sentence. */
export const refusalSentence = (refusal: Refusal): string => REFUSALS[refusal];
