import { problem } from './api/problem.ts';
import { PEOPLE_REFUSALS, type PeopleRefusal, type PersonOutcome } from './change-people.ts';

const STATUS: Record<PeopleRefusal, number> = {
  unknown: 404,
  'not-allowed': 403,
  'owners-only': 403,
  'last-owner': 409,
  yourself: 409,
  taken: 409,
};

/** What an endpoint answers when people were not changed: the sentence of the first thing that is wrong. */
export function peopleRefused(outcome: Exclude<PersonOutcome, { person: unknown }>): Response {
  if ('refusal' in outcome)
    return problem(STATUS[outcome.refusal], outcome.refusal, PEOPLE_REFUSALS[outcome.refusal]);
  const [field, sentence] = Object.entries(outcome.problems)[0]!;
  return problem(400, `bad-${field === 'employeeId' ? 'employee-id' : field}`, sentence);
}
