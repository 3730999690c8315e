import * as v from 'valibot';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import { EMOJI_MAX } from '#domain/limits.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, message, recordId } from '#server/api/schemas.ts';
import { NO_MESSAGE, writtenProblem } from '#server/api/written-problem.ts';
import { application } from '#server/application.ts';
import { newId } from '#server/people.ts';
import { readMessage } from '#server/read-messages.ts';

const reacting = {
  tag: 'messages',
  who: 'signed-in',
  scope: 'messages:write',
  params: { groupId, messageId: recordId, emoji: v.pipe(v.string(), v.maxLength(EMOJI_MAX)) },
  missing: NO_MESSAGE,
  answers: { 200: message },
} as const;

interface Asked {
  readonly me: { readonly id: UserId };
  readonly params: { readonly groupId: GroupId; readonly messageId: RecordId; readonly emoji: string };
  readonly missing: () => Response;
}

export const PUT = operation({ summary: 'React to a message', ...reacting }, (asked) =>
  react(asked, { on: true }),
);

export const DELETE = operation({ summary: 'Take a reaction of yours back', ...reacting }, (asked) =>
  react(asked, { on: false }),
);

/** [S16] The record that is accepted last counts; what is so already needs none. */
async function react({ me, params, missing }: Asked, { on }: { on: boolean }): Promise<object> {
  const { groupId, messageId, emoji } = params;
  const { writeRecord, database } = application();
  const reading = { groupId, reader: me.id };
  const standing = await readMessage(database.pool, reading, messageId);
  if (!standing) return missing();
  const isOn = standing.reactions.some((one) => one.emoji === emoji && one.people.includes(me.id));
  if (isOn === on) return standing;
  const record = { id: newId() as RecordId, by: me.id, to: messageId, emoji, on, at: Date.now() };
  const refused = writtenProblem(await writeRecord(groupId, 'reactions', record), missing);
  return refused ?? (await readMessage(database.pool, reading, messageId)) ?? missing();
}
