/** A list of people: what it would do, and doing it. A refused line never stops the others, and twice is once. */
import { mayChangePerson, ROLES, rolesToGive, type Role } from '#domain/rights.ts';
import { writeAudit } from './audit.ts';
import {
  changePerson,
  createPerson,
  PEOPLE_REFUSALS,
  type Acting,
  type PersonChange,
} from './change-people.ts';
import { checkNewPerson, tidyName, type Person } from './people.ts';
import { readCsv, type CsvLine } from './read-csv.ts';

export interface ImportPlan {
  readonly create: readonly { line: number; employeeId: string; name: string; title: string; role: Role }[];
  readonly change: readonly { line: number; employeeId: string; id: string; change: PersonChange }[];
  /** People who are as the list says. */
  readonly unchanged: number;
  readonly refused: readonly ImportRefusal[];
}
export interface ImportRefusal {
  readonly line: number;
  readonly employeeId: string;
  readonly sentence: string;
}

export interface ImportReport extends Omit<ImportPlan, 'create'> {
  /** With their first passwords, which are nowhere else. */
  readonly created: readonly { line: number; employeeId: string; name: string; password: string }[];
}

/** What the list would do, changing nothing; `problem` is a sentence about the whole file. */
export async function planImport(
  acting: Acting,
  bytes: Uint8Array,
): Promise<ImportPlan | { problem: string }> {
  const list = readCsv(bytes);
  if ('problem' in list) return list;
  const known = new Map(
    (await acting.people.list()).map((person) => [person.employeeId.toLowerCase(), person]),
  );
  const firstLines = new Map<string, number>();
  const plan = { create: [], change: [], unchanged: 0, refused: [] } as {
    -readonly [Key in keyof ImportPlan]: ImportPlan[Key] extends readonly (infer One)[]
      ? One[]
      : ImportPlan[Key];
  };
  for (const line of list.lines) {
    const key = line.employeeId.toLowerCase();
    const first = firstLines.get(key);
    firstLines.set(key, first ?? line.line);
    const wish = first === undefined || key === '' ? checkLine(line, acting.by) : twice(first);
    const person = known.get(key);
    if (typeof wish === 'string') plan.refused.push({ ...place(line), sentence: wish });
    else if (!person) plan.create.push({ ...place(line), ...wish, role: wish.role ?? 'member' });
    else {
      const change = differences(person, wish);
      if (Object.keys(change).length === 0) plan.unchanged += 1;
      else if (!mayChangePerson(acting.by, person))
        plan.refused.push({ ...place(line), sentence: PEOPLE_REFUSALS['owners-only'] });
      else plan.change.push({ ...place(line), id: person.id, change });
    }
  }
  return plan;
}

/** Does what `planImport` says, line by line. */
export async function runImport(
  acting: Acting,
  bytes: Uint8Array,
): Promise<ImportReport | { problem: string }> {
  const plan = await planImport(acting, bytes);
  if ('problem' in plan) return plan;
  const refused = [...plan.refused];
  const created: { line: number; employeeId: string; name: string; password: string }[] = [];
  const change: ImportPlan['change'][number][] = [];
  const refuse = (at: { line: number; employeeId: string }, outcome: Refused) =>
    refused.push({ line: at.line, employeeId: at.employeeId, sentence: sentenceOf(outcome) });
  for (const { line, ...wish } of plan.create) {
    const outcome = await createPerson(acting, wish);
    if ('person' in outcome)
      created.push({
        line,
        employeeId: wish.employeeId,
        name: outcome.person.name,
        password: outcome.password,
      });
    else refuse({ line, employeeId: wish.employeeId }, outcome);
  }
  for (const one of plan.change) {
    const outcome = await changePerson(acting, one.id, one.change);
    if ('person' in outcome) change.push(one);
    else refuse(one, outcome);
  }
  await writeAudit(acting.database.pool, {
    action: 'people.imported',
    actor: acting.by.id,
    detail: { created: created.length, changed: change.length, refused: refused.length },
    address: acting.address,
  });
  refused.sort((a, b) => a.line - b.line);
  return { created, change, unchanged: plan.unchanged, refused };
}

type Refused = Exclude<Awaited<ReturnType<typeof createPerson>>, { person: Person }>;
const sentenceOf = (outcome: Refused): string =>
  'refusal' in outcome ? PEOPLE_REFUSALS[outcome.refusal] : Object.values(outcome.problems)[0]!;

interface LineWish {
  name: string;
  title: string;
  /** Null when the list does not say. */
  role: Role | null;
}

/** What a line wishes for, or the sentence why it cannot be had. */
function checkLine({ employeeId, name, title, role }: CsvLine, by: Person): LineWish | string {
  const { person, problems } = checkNewPerson({ name, employeeId, password: 'not looked at' });
  if (employeeId === '') return 'This line has no employee ID.';
  if (person.name === '') return 'This line has no name.';
  const problem = problems.employeeId ?? problems.name;
  if (problem) return problem;
  const tidyTitle = tidyName(title);
  if (tidyTitle.length > 80) return 'The title has more than 80 characters.';
  const wanted = ROLES.find((one) => one === role.toLowerCase()) ?? null;
  if (role !== '' && wanted === null)
    return `“${role.slice(0, 40)}” is no role: use administrator, member or guest.`;
  if (wanted === 'owner' || (wanted && !rolesToGive(by.role).includes(wanted)))
    return 'Owners are not made by a list.';
  return { name: person.name, title: tidyTitle, role: wanted };
}

/** An empty cell leaves what is there. */
function differences(person: Person, { name, title, role }: LineWish): PersonChange {
  return {
    ...(name === person.name ? {} : { name }),
    ...(title === '' || title === person.title ? {} : { title }),
    ...(role === null || role === person.role ? {} : { role }),
  };
}

const twice = (line: number): string => `This employee ID stands in line ${line} already.`;
const place = ({ line, employeeId }: CsvLine) => ({ line, employeeId });
