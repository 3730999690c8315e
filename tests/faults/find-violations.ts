/** Looks, after all faults, at what devices and database have, and says what was promised otherwise. */
import type { RecordId } from '#domain/ids.ts';
import { openDatabase } from '#server/database.ts';
import { verify, type Difference } from '#server/verify.ts';
import { Device } from '../support/device.ts';
import { signInAgain } from '../support/people.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { readWholeGroup, type WholeGroup } from '../support/whole-group.ts';
import type { Acknowledged } from './acknowledged.ts';
import type { Observers } from './observers.ts';
import type { Scene } from './writers.ts';

interface Judged {
  readonly servers: readonly ServerProcess[];
  readonly observers: Observers;
  readonly databaseUrl: string | undefined;
}

/** A sentence for each violation. */
export interface Violations {
  readonly lost: readonly string[];
  readonly duplicates: readonly string[];
  readonly order: readonly string[];
  readonly tables: readonly string[];
}

/**
 * Reads the group on two fresh devices and on those that have been there all the time; then stops the servers and
 * verifies their tables.
 */
export async function findViolations(
  { acknowledged, people, groupId }: Scene,
  { servers, observers, databaseUrl }: Judged,
): Promise<Violations> {
  const fresh = [new Device(await signInAgain(people[0]!)), new Device(people.at(-1)!)];
  observers.connectNow();
  const devices = [...fresh, ...observers.devices];
  const all = await Promise.all(devices.map((device) => readWholeGroup(device, groupId)));
  await Promise.all(devices.map((device) => device.close()));
  for (const server of servers) await server.stop();
  const database = await openDatabase({ dataDir: servers[0]!.dataDir, databaseUrl });
  const { differences } = await verify(database, { repair: false }).finally(() => database.close());
  return { ...compare(all, acknowledged), tables: differences.map(asSentence) };
}

const asSentence = ({ table, id, what }: Difference): string => `${table} ${id}: ${what}`;

/** @param devices what each has of the group; the first is taken for all that they have in common */
export function compare(
  devices: readonly WholeGroup[],
  acknowledged: Acknowledged,
): Omit<Violations, 'tables'> {
  const first = devices[0]!;
  return {
    lost: lostFrom(first, acknowledged),
    duplicates: duplicatesIn(first),
    order: [...orderFaults(first, acknowledged), ...differences(devices)],
  };
}

/** A record that was refused is lost too: whoever wrote here kept to the rules. */
function lostFrom({ messages, accepted }: WholeGroup, acknowledged: Acknowledged): string[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const gone = [...acknowledged.records].flatMap(([id, { kind, to }]) => {
    const target = byId.get(to ?? id);
    const isThere =
      target !== undefined &&
      accepted.has(id) &&
      (kind !== 'edit' || target.deleted || target.edits.some((edit) => edit.id === id)) &&
      (kind !== 'deletion' || target.deleted);
    return isThere ? [] : [`the ${kind} ${id} was shown as sent and is gone`];
  });
  return [...gone, ...acknowledged.refused];
}

function duplicatesIn({ messages, records }: WholeGroup): string[] {
  const texts = messages.filter(({ deleted }) => !deleted).map(({ original }) => original);
  return [...repeated(messages.map(({ id }) => id)), ...repeated(records), ...repeated(texts)].map(
    (one) => `"${one}" is there twice`,
  );
}

function repeated(all: readonly string[]): string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.size === seen.add(one).size);
}

function orderFaults({ messages }: WholeGroup, { records, written }: Acknowledged): string[] {
  const seqOf = new Map<RecordId, number>(messages.map(({ id, seq }) => [id, seq!]));
  const gaps = messages.filter(({ seq }, at) => seq !== at + 1);
  const moved = [...records].filter(([id, { kind, seq }]) => kind === 'message' && seqOf.get(id) !== seq);
  const overtaken = written.flatMap((own) => {
    const present = own.filter((id) => seqOf.has(id));
    return present.filter((id, at) => at > 0 && seqOf.get(id)! < seqOf.get(present[at - 1]!)!);
  });
  return [
    ...gaps.map(({ id, seq }) => `${id} has ${seq}, which is not the next number`),
    ...moved.map(([id, { seq }]) => `${id} was shown with ${seq} and has ${seqOf.get(id)}`),
    ...overtaken.map((id) => `${id} stands before what its author wrote earlier`),
  ];
}

function differences([first, ...others]: readonly WholeGroup[]): string[] {
  const wanted = JSON.stringify(first!.messages);
  return others
    .filter(({ messages }) => JSON.stringify(messages) !== wanted)
    .map((_, at) => `device ${at + 2} shows other messages than device 1`);
}
