/** What the gate costs: judging one message against a full volume, without sockets and database. */
import { performance } from 'node:perf_hooks';
import * as Y from 'yjs';
import { admitToVolume } from '#domain/admission.ts';
import { encodeChange } from '#domain/encode-update.ts';
import { volumeOf } from '#domain/group-document.ts';
import type { UserId } from '#domain/ids.ts';
import { createChance } from '../support/chance.ts';
import { median, type Benchmark } from './benchmark.ts';
import { History, updateOf, type Author } from './history.ts';

const RECORDS = 2_000;
const PEOPLE = 20;
const CALLS = 20_000;
const TEXT = 'Hole 14 is at 62 metres, the core box is on site';

export const gate: Benchmark = {
  figures: ['gate_us_p50'],
  run(seed) {
    const people = Array.from({ length: PEOPLE }, (_, at): Author => ({
      id: `person${String(at).padStart(10, '0')}` as UserId,
      slot: at + 1,
    }));
    const history = new History(createChance(seed));
    const doc = fullVolume(history, people);
    const [{ id: userId, slot }] = people as [Author, ...Author[]];
    const update = updateOf(history.append({ id: userId, slot }, TEXT));
    const us: number[] = [];
    for (let call = 0; call < CALLS; call++) {
      const begun = performance.now();
      const admission = admitToVolume(update, doc, { userId, slot });
      us.push((performance.now() - begun) * 1_000);
      if (admission.kind !== 'candidates') throw new Error(`the gate says ${admission.kind}`);
    }
    return Promise.resolve([{ name: 'gate_us_p50', value: median(us), goal: 35 }]);
  },
};

function fullVolume(history: History, people: readonly Author[]): Y.Doc {
  const doc = new Y.Doc();
  volumeOf(doc);
  for (let at = 0; at < RECORDS; at++) {
    const candidate = history.append(people[at % people.length]!, TEXT);
    const seq = at + 1;
    const ledger = [[candidate.id, at, seq] as const];
    Y.applyUpdate(doc, encodeChange({ candidates: [candidate], ledger, firstRev: seq, erased: [] }));
  }
  return doc;
}
