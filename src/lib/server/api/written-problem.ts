import { refusalSentence, type Refusal } from '#domain/refusal.ts';
import type { Written } from '../write-record.ts';
import { problem } from './problem.ts';

export const NOT_IN_GROUP = 'You are not a member of such a group.';
export const NO_MESSAGE = 'There is no such message in a group of yours.';

const STATUS: Partial<Record<Refusal, number>> = {
  malformed: 400,
  empty: 400,
  'too-long': 400,
  'not-yours': 403,
  'not-allowed': 403,
};

/** Why a record was not written, or null where it was. Who is in no such group hears what `missing` says. */
export function writtenProblem(written: Written, missing: () => Response): Response | null {
  switch (written.kind) {
    case 'accepted':
    case 'repeated':
      return null;
    case 'id-taken':
      return problem(409, 'id-taken', 'Something else has this id. Choose another.');
    case 'refused': {
      const { refusal } = written;
      if (refusal === 'not-member' || refusal === 'unknown-target') return missing();
      return problem(STATUS[refusal] ?? 409, refusal, refusalSentence(refusal));
    }
  }
}
