/**
 * How long a message takes from its author's socket on one instance to a reader's on another, and beside it to a
 * reader's on the same: what the bus adds is a notification in the commit and the fetch of one row.
 */
import { performance } from 'node:perf_hooks';
import { groupDocument } from '#domain/document-names.ts';
import { createChance } from '../support/chance.ts';
import { makeGroup } from '../support/device.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server-process.ts';
import { quantile, rounded, type Benchmark, type Figure } from './benchmark.ts';
import { History, updateOf } from './history.ts';
import { Listener } from './listener.ts';
import { makeMembers } from './members.ts';
import { pace } from './pace.ts';
import { numberIn, textWith } from './socket-hall.ts';

const PER_SECOND = 25;
const WARM_UP_SECONDS = 8;
const SECONDS = 20;

export const crossInstance: Benchmark = {
  figures: ['cross_instance_p50_ms'],
  async run(seed): Promise<Figure[]> {
    const postgres = await startPostgres({ fsync: true });
    const databaseUrl = await postgres.createDatabase();
    const [here, there] = [await startServer({ databaseUrl }), await startServer({ databaseUrl })];
    const people = await makeMembers(here.url, 2);
    const [ada, ben] = people as unknown as [(typeof people)[0], (typeof people)[0]];
    const document = groupDocument(await makeGroup(people), 1);
    const history = new History(createChance(seed));
    let sentAt: number[] = [];
    const times = { here: [] as number[], there: [] as number[] };
    const timing = (of: keyof typeof times) => (frame: Buffer) => {
      const number = numberIn(frame);
      if (number !== null) times[of].push(performance.now() - sentAt[number]!);
    };
    const author = await Listener.open(ada, document, () => {});
    const readers = [
      await Listener.open(ben, document, timing('here')),
      await Listener.open({ ...ben, url: there.url }, document, timing('there')),
    ];
    const round = async (seconds: number) => {
      sentAt = [];
      await pace({ perSecond: PER_SECOND, seconds }, (number) => {
        const update = updateOf(history.append(ada, textWith(number)));
        sentAt.push(performance.now());
        author.send(update);
      });
    };
    await round(WARM_UP_SECONDS);
    [times.here, times.there] = [[], []];
    await round(SECONDS);
    for (const listener of [author, ...readers]) listener.close();
    for (const server of [here, there]) await server.stop();
    await postgres.remove();
    const [p50, p99] = [0.5, 0.99].map((part) => quantile(times.there, part)) as [number, number];
    const [p50Here, p99Here] = [0.5, 0.99].map((part) => quantile(times.here, part)) as [number, number];
    const parts = {
      p99: rounded(p99),
      same_instance_p50: rounded(p50Here),
      same_instance_p99: rounded(p99Here),
    };
    return [{ name: 'cross_instance_p50_ms', value: p50, goal: 20, parts }];
  },
};
