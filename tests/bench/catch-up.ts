/**
 * How long a device that was away takes until it can show 10,000 messages that it missed, and what comes over the
 * network for that, over fetching the same rows as gzipped JSON. Volumes come as snapshots, the one that it held too
 * where that is shorter, and are then synced.
 */
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import * as Y from 'yjs';
import { groupDocument, headDocument } from '#domain/document-names.ts';
import { foldVolume, type FoldedMessage } from '#domain/fold-group.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import { readHead } from '#domain/server-documents.ts';
import { isSnapshotShorter } from '#client/snapshot.ts';
import { Device } from '../support/device.ts';
import { signInAgain, type TestPerson } from '../support/people.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server-process.ts';
import { median, rounded, type Benchmark, type Figure } from './benchmark.ts';
import { startCompanion } from './companion.ts';
import { startCountingProxy, type CountingProxy } from './counting-proxy.ts';
import { fillGroups } from './filled-groups.ts';
import { RUN } from './run-length.ts';

const HELD = 1_000;
const MISSED = 10_000;
const ROUNDS = 5;

interface Cost {
  readonly ms: number;
  readonly bytes: number;
}

export const catchUp: Benchmark = {
  figures: ['catchup_time_ratio', 'catchup_bytes_ratio'],
  async run(seed): Promise<Figure[]> {
    const postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase();
    const { employeeId, groups } = await fillGroups(databaseUrl, [HELD + MISSED], seed);
    const groupId = groups[0]!.id;
    const held = await firstUpdates(databaseUrl, groupDocument(groupId, 1));
    const server = await startServer({ databaseUrl });
    const rows = await startCompanion('rows-over-http.ts', { DATABASE_URL: databaseUrl });
    const ours = await startCountingProxy(server.url);
    const theirs = await startCountingProxy(rows.url);
    const person = await signInAgain({ url: ours.url, name: employeeId });

    const rounds: { ours: Cost; theirs: Cost }[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const costs = {
        ours: await bySync(person, groupId, held, ours),
        theirs: await byRows(groupId, theirs),
      };
      if (round >= 0) rounds.push(costs); // The first only warms both servers up.
    }
    ours.close();
    theirs.close();
    rows.stop();
    await server.stop();
    await postgres.remove();
    const ratio = (of: keyof Cost) => median(rounds.map((round) => round.ours[of] / round.theirs[of]));
    const parts = (of: keyof Cost) => ({
      [of]: rounded(median(rounds.map((round) => round.ours[of]))),
      [`${of}_of_rows`]: rounded(median(rounds.map((round) => round.theirs[of]))),
    });
    return [
      { name: 'catchup_time_ratio', value: ratio('ms'), goal: 1.5, parts: parts('ms') },
      { name: 'catchup_bytes_ratio', value: ratio('bytes'), goal: 1.3, parts: parts('bytes') },
    ];
  },
};

async function bySync(
  person: TestPerson,
  groupId: GroupId,
  held: readonly Uint8Array[],
  proxy: CountingProxy,
): Promise<Cost> {
  const device = new Device(person);
  const head = device.open(headDocument(groupId));
  await device.until('it is connected', () => readHead(head.doc) !== null && device.wire.isSynced);
  proxy.takeBytes();
  const begun = performance.now();
  const { liveVolume } = readHead(head.doc)!;
  const docs = await Promise.all(
    Array.from({ length: liveVolume }, async (_, at) => {
      const volume = at + 1;
      const known = volume === 1 ? held : [];
      const isFetched = known.length === 0 || isSnapshotShorter(HELD);
      const fetched = isFetched ? [await fetchSnapshot(person, groupId, volume)] : [];
      const { doc } = device.group(groupId, volume).replica;
      // Before it meets the server, which happens a moment later.
      for (const update of [...known, ...fetched]) Y.applyUpdate(doc, update);
      return doc;
    }),
  );
  const inLedgers = () => docs.reduce((sum, doc) => sum + volumeOf(doc).ledger.length, 0);
  await device.until('it has every message', () => inLedgers() === HELD + MISSED);
  const messages = docs.flatMap((doc) => foldVolume(contentOf(volumeOf(doc)), person.id));
  const ms = performance.now() - begun;
  if (messages.length !== HELD + MISSED) throw new Error(`${messages.length} messages after catching up`);
  await device.until('it is in step', () => device.wire.isSynced);
  await device.close();
  return { ms, bytes: proxy.takeBytes() };
}

async function fetchSnapshot(person: TestPerson, groupId: GroupId, volume: number): Promise<Uint8Array> {
  const response = await fetch(`${person.url}/api/v1/groups/${groupId}/volumes/${volume}`, {
    headers: { cookie: person.cookie },
  });
  if (!response.ok) throw new Error(`volume ${volume}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

interface Row {
  readonly id: RecordId;
  readonly seq: number;
  readonly author: UserId;
  readonly text: string;
  readonly replyTo: RecordId | null;
  readonly writtenAt: string;
  readonly acceptedAt: string;
  readonly deleted: boolean;
}

async function byRows(groupId: GroupId, proxy: CountingProxy): Promise<Cost> {
  proxy.takeBytes();
  const begun = performance.now();
  const response = await fetch(`${proxy.url}/${groupId}/${HELD}`);
  const messages = ((await response.json()) as Row[]).map(foldRow);
  const ms = performance.now() - begun;
  if (messages.length !== MISSED) throw new Error(`${messages.length} rows`);
  return { ms, bytes: proxy.takeBytes() };
}

const foldRow = (row: Row): FoldedMessage => ({
  id: row.id,
  by: row.author,
  text: row.text,
  writtenAt: Date.parse(row.writtenAt),
  seq: row.seq,
  acceptedAt: Date.parse(row.acceptedAt),
  replyTo: row.replyTo,
  edits: [],
  original: row.text,
  deleted: row.deleted,
  reactions: [],
  waiting: [],
});

/** What a device had that left after the first messages: the beginning of the log. */
async function firstUpdates(databaseUrl: string, document: string): Promise<Uint8Array[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ payload: Buffer }>(
    `select payload from document_updates where document = $1 order by id limit $2`,
    [document, HELD / RUN],
  );
  await client.end();
  return rows.map(({ payload }) => payload);
}
