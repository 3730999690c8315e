/**
 * Fills groups with generated messages through the same log that every device's records take:
 *
 *   DATA_DIR=… node tests/bench/fill-group.ts --messages 1000,1000000
 *
 * or DATABASE_URL=…, where no server runs. Makes the organisation if there is none, and a group for each number.
 * Prints who can sign in, and the groups, as JSON.
 */
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import { VOLUME } from '#domain/limits.ts';
import type { Application } from '#server/application.ts';
import type { Submission } from '#server/decide.ts';
import { readEnvironment } from '#server/env.ts';
import { newId } from '#client/random.ts';
import { createApplication } from '../../sync-server/create-application.ts';
import { generateOrganisation } from '../../sync-server/demo/generate-organisation.ts';
import { createChance } from '../support/chance.ts';
import { printProgress, readOptions } from '../support/figures.ts';
import { PASSWORD } from '../support/people.ts';
import type { FilledGroup } from './filled-groups.ts';
import { History, type Author } from './history.ts';
import { RUN } from './run-length.ts';

const WRITERS = 12;
const MINUTE_MS = 60_000;

const options = readOptions([], { texts: ['messages'] });
const chance = createChance(options.seed);
const counts = (options.text('messages') ?? '1000').split(',').map(Number);
const running = await createApplication(readEnvironment(process.env));
const authors = await ensureAuthors(running.application);
const texts = chatTexts();
const groups: FilledGroup[] = [];
for (const [at, count] of counts.entries()) groups.push(await fill(`Group ${at + 1}`, count));
await running.close();
console.log(JSON.stringify({ employeeId: employeeId(0), password: PASSWORD, groups }));

function employeeId(at: number): string {
  return `writer${at}`;
}

async function ensureAuthors({ organisation, invites, people }: Application): Promise<readonly Author[]> {
  if ((await organisation.current()) === null) {
    const typed = (at: number) => ({ name: `Writer ${at}`, employeeId: employeeId(at), password: PASSWORD });
    const made = await organisation.createOwner({ organisation: 'Northfield Survey', ...typed(0) });
    if ('problems' in made) throw new Error(JSON.stringify(made.problems));
    const invite = await invites.create(made.person.id, { uses: WRITERS - 1, days: 1 });
    if ('refusal' in invite) throw new Error(invite.refusal);
    for (let at = 1; at < WRITERS; at++) await invites.join(invite.code, typed(at));
  }
  return people.list();
}

/** What people of the demo say, without what they react and edit. */
function chatTexts(): readonly string[] {
  const { events } = generateOrganisation({ seed: options.seed, now: Date.now(), utcOffsetMinutes: 0 });
  return events.flatMap((event) => (event.kind === 'message' ? [event.text] : []));
}

async function fill(name: string, count: number): Promise<FilledGroup> {
  const group = { id: newId<GroupId>(), name };
  const [createdBy, ...members] = authors.map(({ id }) => id) as [UserId, ...UserId[]];
  await running.application.groups.create({ ...group, createdBy, members });
  const begun = Date.now();
  let before: Promise<RecordId | null> = Promise.resolve(null);
  for (let first = 0, volume = 1; first < count; first += VOLUME.messages, volume++) {
    const writing = writeVolume(group.id, volume, first, Math.min(count, first + VOLUME.messages), count);
    // Two at a time: one in the transaction, the next one ready.
    await before;
    before = writing;
    if (volume % 50 === 0) printProgress(`${first} of ${count} messages`);
  }
  const newest = (await before)!;
  printProgress(`${count} messages in ${Math.round((Date.now() - begun) / 1_000)} s`);
  return { ...group, newest };
}

/** Writes messages `first` up to, not including, `end`. @returns the id of the last */
async function writeVolume(
  groupId: GroupId,
  volume: number,
  first: number,
  end: number,
  count: number,
): Promise<RecordId> {
  const history = new History(chance);
  const now = Date.now();
  const runs: Submission[] = [];
  for (let at = first; at < end; at += RUN) {
    const author = authors[(at / RUN) % authors.length]!;
    const candidates = Array.from({ length: Math.min(RUN, end - at) }, (_, offset) =>
      history.append(author, texts[(at + offset) % texts.length]!, now - (count - at - offset) * MINUTE_MS),
    );
    runs.push({ groupId, volume, author: author.id, candidates, decidedAt: candidates.at(-1)!.record.at });
  }
  const committed = await Promise.all(runs.map((run) => running.updates.submit(run)));
  if (committed.includes(null)) throw new Error(`volume ${volume} of ${groupId} was not taken`);
  return runs.at(-1)!.candidates.at(-1)!.record!.id;
}
