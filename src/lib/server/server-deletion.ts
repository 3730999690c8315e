import { randomBytes } from 'node:crypto';
import type { Candidate } from '#domain/admission.ts';
import { CARRY_CLIENT } from '#domain/client-id.ts';
import { ID_BYTES, idFromBytes, type GroupId, type RecordId, type UserId } from '#domain/ids.ts';
import type { Deletion } from '#domain/records.ts';
import type { Submission } from './decide.ts';

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
  const id = idFromBytes(randomBytes(ID_BYTES)) as RecordId;
  const record: Deletion = { id, by, to, deleted: true, at };
  // Its place is the server's to choose.
  const place = { client: CARRY_CLIENT, clock: 0, origin: null };
  return { ...place, root: 'edits', id, record, refusal: null, isKept: true };
}
