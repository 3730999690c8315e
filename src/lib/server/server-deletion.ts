import type { Candidate } from '#domain/admission.ts';
import { CARRY_CLIENT } from '#domain/client-id.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import type { Deletion } from '#domain/records.ts';
import type { Submission } from './decide.ts';
import { newRecordId } from './new-record-id.ts';

export interface ToDelete {
  readonly id: RecordId;
  readonly author: UserId;
}

/**
 * Deletions that the server writes in their authors' names, which nobody need be allowed.
 * @param at milliseconds since 1970, or `EXPIRED_AT`
 */
export function serverDeletions(groupId: GroupId, messages: readonly ToDelete[], at: number): Submission[] {
  const byAuthor = Map.groupBy(messages, ({ author }) => author);
  return [...byAuthor].map(([author, own]) => ({
    groupId,
    volume: null,
    author,
    isByServer: true,
    candidates: own.map(({ id }) => deletionOf(id, author, at)),
  }));
}

function deletionOf(to: RecordId, by: UserId, at: number): Candidate {
  const record: Deletion = { id: newRecordId(), by, to, deleted: true, at };
  // Its place is the server's to choose.
  const place = { client: CARRY_CLIENT, clock: 0, origin: null };
  return { ...place, root: 'edits', id: record.id, record, refusal: null, isKept: true };
}
