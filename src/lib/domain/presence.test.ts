import { describe, expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { ada, ben } from '../../../tests/convergence/people.ts';
import { clientIdFor } from './client-id.ts';
import { PRESENCE_BYTES_MAX, PRESENCE_CLOCK_MAX } from './limits.ts';
import { encodePresence, readPresence } from './presence.ts';

const client = clientIdFor(ada.slot, 7);
const typing = { by: ada.userId, typing: true };

/** An awareness update by hand. */
function update(...states: [client: number, clock: number, json: string][]): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, states.length);
  for (const [client, clock, json] of states) {
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, clock);
    encoding.writeVarString(to, json);
  }
  return encoding.toUint8Array(to);
}

test('what the stock protocol writes is read, and written so that it can read it', () => {
  const doc = new Y.Doc();
  doc.clientID = client;
  const mine = new Awareness(doc);
  mine.setLocalState(typing);
  const read = readPresence(encodeAwarenessUpdate(mine, [client]), ada);
  expect(read).toEqual({ client, clock: 1, state: typing });
  const theirs = new Awareness(new Y.Doc());
  applyAwarenessUpdate(theirs, encodePresence(read!), null);
  expect(theirs.getStates().get(client)).toEqual(typing);
  mine.setLocalState(null);
  const gone = readPresence(encodeAwarenessUpdate(mine, [client]), ada);
  expect(gone).toEqual({ client, clock: 2, state: null });
  applyAwarenessUpdate(theirs, encodePresence(gone!), null);
  expect(theirs.getStates().has(client)).toBe(false);
  for (const one of [mine, theirs]) one.destroy();
});

describe('[S28] anything else is nothing', () => {
  const json = JSON.stringify(typing);
  test.each<[what: string, update: Uint8Array]>([
    ['no state', update()],
    ['two states', update([client, 1, json], [client + 1, 1, json])],
    [
      '20,000 phantoms',
      update(...Array.from({ length: 20_000 }, (_, at) => [client + at, 1, json] as never)),
    ],
    ['a count without states', Uint8Array.of(1)],
    ['no bytes', new Uint8Array()],
    ['another\u2019s client id', update([clientIdFor(ben.slot, 1), 1, json])],
    ['the server\u2019s client id', update([1, 1, json])],
    ['another\u2019s name', update([client, 1, JSON.stringify({ by: ben.userId, typing: true })])],
    ['clock 2⁵⁰', update([client, 2 ** 50, json])],
    ['a clock above the limit', update([client, PRESENCE_CLOCK_MAX + 1, json])],
    ['too long', update([client, 1, JSON.stringify({ ...typing, note: 'x'.repeat(PRESENCE_BYTES_MAX) })])],
    ['padded with spaces', update([client, 1, json + ' '.repeat(PRESENCE_BYTES_MAX)])],
    ['a key more', update([client, 1, JSON.stringify({ ...typing, note: 1 })])],
    ['a key less', update([client, 1, JSON.stringify({ by: ada.userId })])],
    ['nested', update([client, 1, JSON.stringify({ by: ada.userId, typing: { typing: true } })])],
    ['deep', update([client, 1, '['.repeat(200) + ']'.repeat(200)])],
    ['a prototype', update([client, 1, `{"__proto__":${json}}`])],
    ['a list', update([client, 1, `[${json}]`])],
    ['no JSON', update([client, 1, 'typing'])],
    ['something behind it', Uint8Array.of(...update([client, 1, json]), 0)],
  ])('%s', (_what, bytes) => {
    expect(readPresence(bytes, ada)).toBeNull();
  });
});
