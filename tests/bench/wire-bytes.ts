/** What one message costs on a receiver's connection, ledger entry and framing included, over its JSON. */
import { once } from 'node:events';
import { groupDocument } from '#domain/document-names.ts';
import { createChance } from '../support/chance.ts';
import { makeGroup } from '../support/device.ts';
import { startServer } from '../support/server-process.ts';
import { median, type Benchmark } from './benchmark.ts';
import { History, updateOf } from './history.ts';
import { Listener } from './listener.ts';
import { makeMembers } from './members.ts';

/** The median of real chat is 47 characters. */
const TEXT = 'Hole 14 is at 62 metres, the core box is on it.';
const MESSAGES = 50;
/** Of a server's frame up to 64 KB. */
const frameHeaderBytes = (length: number) => (length < 126 ? 2 : 4);

export const wireBytes: Benchmark = {
  figures: ['wire_bytes_ratio'],
  async run(seed) {
    const server = await startServer();
    const [ada, ben] = await makeMembers(server.url, 2);
    const document = groupDocument(await makeGroup([ada, ben!]), 1);
    const arrivals = new EventTarget();
    let bytes = 0;
    const receiver = await Listener.open(ben!, document, (frame) => {
      bytes += frame.length + frameHeaderBytes(frame.length);
      arrivals.dispatchEvent(new Event('frame'));
    });
    const sender = await Listener.open(ada, document, () => {});
    const history = new History(createChance(seed));
    const ratios: number[] = [];
    for (let at = 0; at < MESSAGES; at++) {
      const candidate = history.append(ada, TEXT);
      const before = bytes;
      const arrived = once(arrivals, 'frame');
      sender.send(updateOf(candidate));
      await arrived;
      ratios.push((bytes - before) / Buffer.byteLength(JSON.stringify(candidate.record)));
    }
    receiver.close();
    sender.close();
    await server.stop();
    return [{ name: 'wire_bytes_ratio', value: median(ratios), goal: 2 }];
  },
};
