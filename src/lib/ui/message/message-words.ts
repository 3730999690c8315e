import { format } from '#client/format.ts';
import type { MessageProgress, MessageView } from '#client/group.svelte.ts';
import { messageWords } from '../words/message-words.ts';
import { words } from '../words/words.ts';

/** When, as it is worth saying: both times when it arrived late [S3]. */
export function timeWords({ writtenAt, acceptedAt }: MessageView, isLate: boolean): string {
  if (!isLate || acceptedAt === null) return format.time(writtenAt);
  return messageWords().late(format.moment(writtenAt, acceptedAt), format.time(acceptedAt));
}

export function exactTimes({ writtenAt, acceptedAt, edits }: MessageView): string {
  const say = messageWords();
  const lines = [say.writtenAt(format.exact(writtenAt))];
  if (acceptedAt !== null) lines.push(say.arrivedAt(format.exact(acceptedAt)));
  const edited = edits.at(-1);
  if (edited) lines.push(say.editedAt(format.exact(edited.at)));
  return lines.join('\n');
}

/** [U26] How far an own message has come; of how many, where there are more than one who could be meant. */
export function progressWords({ state, people, others }: MessageProgress): string {
  const isCounted = (state === 'delivered' || state === 'read') && others > 1 && people > 0;
  const how = messageWords().progress[state];
  return isCounted ? `${how} (${format.number(people)})` : how;
}

/** The name of the list item: author, time, state and what was said. */
export function spokenLabel(
  message: MessageView,
  author: string,
  { isLate, progress }: { isLate: boolean; progress: MessageProgress },
): string {
  const facts = [author, timeWords(message, isLate)];
  if (message.edits.length > 0) facts.push(messageWords().edited(message.edits.length));
  facts.push(progressWords(progress));
  if (message.seq !== null && message.waiting > 0) facts.push(messageWords().changeWaits);
  const text = message.deleted ? words().kit.deleted : message.text;
  return `${facts.join(', ')}: ${text.length > 400 ? `${text.slice(0, 400)}…` : text}`;
}
