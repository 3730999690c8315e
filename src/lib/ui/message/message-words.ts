import { format } from '#client/format.ts';
import type { MessageProgress, MessageView } from '#client/group.svelte.ts';

export const DELETED = 'This message was deleted';

/** When, as it is worth saying: both times when it arrived late [S3]. */
export function timeWords({ writtenAt, acceptedAt }: MessageView, isLate: boolean): string {
  if (!isLate || acceptedAt === null) return format.time(writtenAt);
  return `written ${format.moment(writtenAt, acceptedAt)} · arrived ${format.time(acceptedAt)}`;
}

export function exactTimes({ writtenAt, acceptedAt, edits }: MessageView): string {
  const lines = [`Written ${format.exact(writtenAt)}`];
  if (acceptedAt !== null) lines.push(`Arrived ${format.exact(acceptedAt)}`);
  const edited = edits.at(-1);
  if (edited) lines.push(`Edited ${format.exact(edited.at)}`);
  return lines.join('\n');
}

export const editedWords = (edits: number): string => (edits === 1 ? 'edited' : `edited ${edits} times`);

/** [U26] How far an own message has come; of how many, where there are more than one who could be meant. */
export function progressWords({ state, people, others }: MessageProgress): string {
  const isCounted = (state === 'delivered' || state === 'read') && others > 1 && people > 0;
  return isCounted ? `${state} (${people})` : state;
}

/** The name of the list item: author, time, state and what was said. */
export function spokenLabel(
  message: MessageView,
  author: string,
  { isLate, progress }: { isLate: boolean; progress: MessageProgress },
): string {
  const facts = [author, timeWords(message, isLate)];
  if (message.edits.length > 0) facts.push(editedWords(message.edits.length));
  facts.push(progressWords(progress));
  if (message.seq !== null && message.waiting > 0) facts.push('change on this device');
  const text = message.deleted ? DELETED : message.text;
  return `${facts.join(', ')}: ${text.length > 400 ? `${text.slice(0, 400)}…` : text}`;
}
