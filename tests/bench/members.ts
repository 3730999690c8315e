import { join, foundOrganisation, type TestPerson } from '../support/people.ts';

/** The owner of a new organisation and the others who joined it. */
export async function makeMembers(url: string, count: number): Promise<[TestPerson, ...TestPerson[]]> {
  const owner = await foundOrganisation(url);
  const members: [TestPerson, ...TestPerson[]] = [owner];
  // One after the other: hashing passwords keeps every core busy already.
  for (let at = 1; at < count; at++) members.push(await join(owner, `member${at}`));
  return members;
}
