/** What random schedules found, told as stories; and what they cannot wait for. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { groupDocument } from '#domain/document-names.ts';
import type { VolumeLimits } from '#domain/limits.ts';
import { createChance } from '../support/chance.ts';
import type { Connection } from './connection.ts';
import { Device } from './device.ts';
import { ada, all, ben, cai, groupId, id, message, reaction, session, type Person } from './people.ts';
import { Server } from './server.ts';
import { foldDocument, textOf, type Shown, type Tab } from './tab.ts';

const VOLUME_1 = groupDocument(groupId, 1);
const VOLUME_2 = groupDocument(groupId, 2);
const small: VolumeLimits = { messages: 2, size: 8_000, records: 100, excess: 4 };

/** Delivers all that is under way between a tab and the server, and commits it. */
function settle(server: Server, tab: Tab): void {
  const { connection } = tab;
  if (connection === null) return;
  for (;;) {
    const down = connection.down.documents[0];
    const up = connection.up.documents.find((document) => server.isReadyFor(connection, document));
    if (down !== undefined) tab.receive(connection.down.shift(down));
    else if (up !== undefined) server.receive(connection, connection.up.shift(up));
    else if (server.waiting > 0) server.commit();
    else return;
  }
}
const connect = (server: Server, tab: Tab): Connection => {
  tab.connect(server.connect(tab.device.person));
  return tab.connection!;
};
/** A device opens a document and asks; the server's answer and its own question are on their way. */
function ask(server: Server, connection: Connection, document = VOLUME_1): void {
  for (const kind of ['open', 'state']) {
    const frame = connection.up.shift(document);
    expect(frame.kind).toBe(kind);
    server.receive(connection, frame);
  }
}
/** The tabs of a device that has been online once. */
function device(server: Server, person: Person, tabs = 1): [Tab, Tab] {
  const made = new Device(person.name, person, createChance(1), tabs);
  for (const tab of made.tabs) {
    connect(server, tab);
    settle(server, tab);
    tab.disconnect();
  }
  return made.tabs as [Tab, Tab];
}
/** What somebody's other device writes, and the server takes at once. */
function submit(server: Server, by: Person, { doc }: { doc: Y.Doc }, document = VOLUME_1): void {
  const connection = server.connect(by);
  server.receive(connection, { kind: 'open', document });
  server.receive(connection, { kind: 'answer', document, update: all({ doc }) });
  server.commit();
}
const shown = (server: Server, document = VOLUME_1) => foldDocument(server.doc(document), ada);
const texts = (server: Server, document?: string) => shown(server, document).map(({ text }) => text);
const own = (tab: Tab, record: string | null): Shown => tab.fold().find((one) => one.id === record)!;
const kinds = (queue: Connection['up'], document = VOLUME_1) =>
  queue.all.filter((frame) => frame.document === document).map(({ kind }) => kind);

describe('what is written while a device connects', () => {
  /** An earlier visit wrote a message; this one has asked what the server has, and has not been asked yet. */
  function connecting(): { server: Server; tab: Tab; connection: Connection } {
    const server = new Server();
    const [tab] = device(server, ada);
    tab.post(0);
    tab.device.flush();
    tab.reload();
    return { server, tab, connection: connect(server, tab) };
  }

  test('[S17] a reaction to a message of an earlier visit is not refused for being there first', () => {
    const { server, tab, connection } = connecting();
    const reacted = tab.react(0, tab.fold()[0]!, '👍', true)!;
    expect(kinds(connection.up)).toEqual(['open', 'state']); // Nothing goes up before the server has asked.
    settle(server, tab);
    expect(server.rows.outcomeOf(reacted)).toBe('accepted');
  });

  test('[S14] a deletion of a message of an earlier visit deletes it', () => {
    const { server, tab } = connecting();
    tab.remove(0, tab.fold()[0]!);
    settle(server, tab);
    expect(shown(server)).toMatchObject([{ deleted: true, text: '' }]);
  });

  test('[S4] a message does not overtake that of an earlier visit, whatever stands between them', () => {
    const { server, tab, connection } = connecting();
    // The answer brings what ada's other device wrote meanwhile, and that comes to stand at the end of the array.
    const other = session(ada, 2 ** 32 - 1);
    other.messages.push([message(ada, 'other')]);
    submit(server, ada, other);
    ask(server, connection);
    tab.receive(connection.down.shift(VOLUME_1));
    const messages = tab.replicas.get(VOLUME_1)!.getArray<{ id: string }>('messages');
    expect(messages.get(1).id).toBe(id('other'));
    tab.post(0);
    settle(server, tab);
    expect(texts(server)).toEqual(['text of other', textOf('ada_0'), textOf('ada_1')]);
  });

  test('[S5] three messages written before the server has asked do not end the connection', () => {
    const { server, tab } = connecting();
    for (let at = 0; at < 3; at++) tab.post(0);
    settle(server, tab);
    expect(tab.isOnline).toBe(true);
    expect(texts(server)).toHaveLength(4);
  });
});

describe('two tabs of a device', () => {
  test('[S4] of which one has heard the server and the other has not keep the order written', () => {
    const server = new Server();
    const [here, there] = device(server, ada, 2);
    const say = (by: Person, name: string, known: Uint8Array[]) => {
      const written = session(by, 7, ...known);
      written.messages.push([message(by, name)]);
      submit(server, by, written);
      return Y.encodeStateAsUpdate(server.doc(VOLUME_1));
    };
    const early = say(cai, 'early', []);
    const late = say(ben, 'late', [early]); // ben's slot is the lowest: his stands before what ada appends.
    Y.applyUpdate(here.replicas.get(VOLUME_1)!, late, 'server');
    Y.applyUpdate(there.replicas.get(VOLUME_1)!, early, 'server');
    here.post(0);
    there.post(0);
    here.hear();
    here.post(0);
    connect(server, here);
    settle(server, here);
    expect(texts(server)).toEqual([
      'text of early',
      'text of late',
      ...[0, 1, 2].map((at) => textOf(`ada_${at}`)),
    ]);
  });

  test('[S14] one deletes what its neighbour wrote, that it could show only once the server had spoken', () => {
    const server = new Server();
    const [here, there] = device(server, ada, 2);
    connect(server, here);
    settle(server, here);
    // There, ben's message has arrived already: what is written after it waits here until it arrives, too.
    const bens = session(ben);
    bens.messages.push([message(ben, 'b1')]);
    submit(server, ben, bens);
    Y.applyUpdate(there.replicas.get(VOLUME_1)!, Y.encodeStateAsUpdate(server.doc(VOLUME_1)), 'server');
    const mine = there.post(0);
    here.hear();
    expect(here.fold()).toHaveLength(0);
    here.receive(here.connection!.down.shift(VOLUME_1));
    here.remove(0, own(here, mine));
    settle(server, here); // And there, the connection never comes.
    expect(shown(server)).toMatchObject([{ deleted: false }, { id: mine, deleted: true }]);
  });

  test('[S6] have read at once: the higher number holds, whichever of the two Yjs prefers', () => {
    const server = new Server();
    const [here, there] = device(server, ada, 2);
    const bens = session(ben);
    bens.messages.push(['b1', 'b2', 'b3'].map((name) => message(ben, name)));
    submit(server, ben, bens);
    const later = session(ben, 2, Y.encodeStateAsUpdate(server.doc(VOLUME_1)));
    for (const tab of [here, there])
      Y.applyUpdate(tab.replicas.get(VOLUME_1)!, Y.encodeStateAsUpdate(server.doc(VOLUME_1)), 'server');
    here.markRead();
    later.messages.push([message(ben, 'b4')]);
    submit(server, ben, later);
    Y.applyUpdate(there.replicas.get(VOLUME_1)!, Y.encodeStateAsUpdate(server.doc(VOLUME_1)), 'server');
    there.markRead();
    for (let turns = 0; turns < 4; turns++)
      for (const tab of [here, there]) if (tab.heard.length > 0) tab.hear();
    expect([here.readPosition, there.readPosition]).toEqual([4, 4]);
  });
});

test('[S15] what is told before the answer is passed over: nothing is gone whose place is not there yet', () => {
  const server = new Server();
  const [adas] = device(server, ada);
  const [bens] = device(server, ben);
  for (const tab of [adas, bens]) connect(server, tab);
  adas.post(0);
  settle(server, adas);
  settle(server, bens);
  bens.disconnect();
  adas.post(0);
  settle(server, adas);
  // Ben connects anew, and hears of a deletion before he has asked: its ledger entry stands on one that he lacks.
  const connection = connect(server, bens);
  server.receive(connection, connection.up.shift(VOLUME_1));
  adas.remove(0, adas.fold()[0]!);
  settle(server, adas);
  const early = connection.down.shift(VOLUME_1);
  expect([early.kind, bens.isEarly(early)]).toEqual(['update', true]);
  bens.receive(early);
  expect(bens.fold()).toMatchObject([{ seq: 1, deleted: false }]);
  settle(server, bens);
  expect(bens.fold()).toMatchObject([{ seq: 1, deleted: true }, { seq: 2 }]);
});

describe('a volume that closes', () => {
  test('[S4] messages of a device that was away follow at the end, in the order written', () => {
    const server = new Server(small);
    const [away] = device(server, ada);
    const [bens] = device(server, ben);
    const first = away.post(0);
    away.edit(0, own(away, first));
    away.post(0);
    connect(server, bens);
    for (let at = 0; at < 2; at++) bens.post(0);
    settle(server, bens);
    connect(server, away);
    settle(server, away);
    expect(texts(server, VOLUME_1)).toEqual([textOf('ben_0'), textOf('ben_1')]);
    expect(texts(server, VOLUME_2)).toEqual([textOf('ada_1'), textOf('ada_2')]);
    expect(away.fold().map(({ seq, document }) => [seq, document])).toEqual([
      [1, VOLUME_1],
      [2, VOLUME_1],
      [3, VOLUME_2],
      [4, VOLUME_2],
    ]);
  });

  test('[S11] the old place shows a carried message until the new one has it', () => {
    const server = new Server(small);
    const [away] = device(server, ada);
    const [bens] = device(server, ben);
    connect(server, bens);
    for (let at = 0; at < 2; at++) bens.post(0);
    settle(server, bens);
    const late = away.post(0);
    const connection = connect(server, away);
    for (let moves = 0; moves < 100; moves++) {
      // As one socket brings them: in the order in which they were announced.
      const frame = connection.down.all[0];
      const up = connection.up.documents[0];
      if (frame) away.receive(connection.down.shift(frame.document));
      else if (up) server.receive(connection, connection.up.shift(up));
      else server.commit();
      expect(away.fold().filter((one) => one.id === late)).toHaveLength(1);
    }
    expect(own(away, late)).toMatchObject({ seq: 3, document: VOLUME_2 });
  });

  test('[S2] a device moves on to the next volume only when nothing waits in the one before', () => {
    const server = new Server(small);
    const [away] = device(server, ada);
    const [bens] = device(server, ben);
    away.post(0);
    connect(server, bens);
    for (let at = 0; at < 2; at++) bens.post(0);
    settle(server, bens);
    const connection = connect(server, away);
    const head = connection.up.documents.find((document) => document.startsWith('head/'))!;
    ask(server, connection, head);
    away.receive(connection.down.shift(head));
    expect([away.head!.liveVolume, away.writesTo]).toEqual([2, VOLUME_1]);
    away.post(0);
    settle(server, away);
    expect(away.writesTo).toBe(groupDocument(groupId, 3));
    expect(texts(server, VOLUME_2)).toEqual([textOf('ada_0'), textOf('ada_1')]);
  });
});

describe('what is not delivered', () => {
  test('[S19] what somebody wrote who was removed meanwhile is handed back, and not sent when taken in again', () => {
    const server = new Server();
    const [cais] = device(server, cai);
    const written = cais.post(0)!;
    server.setMember(cai, null);
    connect(server, cais);
    settle(server, cais);
    expect(cais.device.notDelivered.get(written)).toMatchObject({
      why: 'not-member',
      record: { text: textOf('cai_0') },
    });
    server.setMember(cai, 'member');
    connect(server, cais);
    settle(server, cais);
    expect(cais.unsent).toEqual([]);
    expect(texts(server)).toEqual([]);
    expect(cais.device.notDelivered.size).toBe(1);
  });

  test('[S18] a record that the gate had let in before the removal is not accepted after it', () => {
    const server = new Server();
    const [cais] = device(server, cai);
    const connection = connect(server, cais);
    settle(server, cais);
    const written = cais.post(0)!;
    server.receive(connection, connection.up.shift(VOLUME_1));
    server.setMember(cai, null);
    server.commit();
    settle(server, cais);
    expect(server.rows.outcomeOf(written)).toBeUndefined();
    expect(cais.device.notDelivered.get(written)).toMatchObject({ why: 'not-member' });
  });

  test('[S19] a refusal that an earlier replica was told is not lost with a later one', () => {
    const server = new Server();
    const [tab] = device(server, ada);
    const connection = connect(server, tab);
    settle(server, tab);
    const written = tab.post(0)!;
    // The device gives up this connection, and what was under way arrives nevertheless, in a group now archived.
    tab.disconnect(false);
    server.setArchived(true);
    server.receive(connection, connection.up.shift(VOLUME_1));
    server.commit();
    tab.device.startOver(VOLUME_1);
    // It hears that its record is refused, at a place that it no longer has; and begins anew once more.
    const next = connect(server, tab);
    ask(server, next);
    tab.receive(next.down.shift(VOLUME_1));
    expect(tab.unsent).toMatchObject([{ id: written }]);
    tab.device.startOver(VOLUME_1);
    settle(server, tab);
    expect(tab.unsent).toEqual([]);
    expect(tab.device.notDelivered.get(written)).toMatchObject({ why: 'group-archived' });
  });

  test('[S19] a poisoned replica is rebuilt, and all that was valid is sent', () => {
    const server = new Server();
    const [tab] = device(server, ada);
    connect(server, tab);
    const target = tab.post(0)!;
    tab.react(0, own(tab, target), '👍', true);
    settle(server, tab);
    tab.disconnect();
    const poison = tab.writePoison(0, own(tab, target))!;
    const after = tab.post(0)!;
    connect(server, tab);
    settle(server, tab);
    expect(tab.device.takeCount('rebuilt')).toBe(1);
    expect([poison, after].map((one) => server.rows.outcomeOf(one))).toEqual(['accepted', 'accepted']);
    expect(tab.unsent).toEqual([]);
  });
});

test('[S25] after a restore a device sends what the older database does not know and it was never told about', () => {
  const server = new Server();
  const [adas] = device(server, ada);
  const [bens] = device(server, ben);
  const backup = server.rows.backup();
  connect(server, bens);
  bens.post(0);
  settle(server, bens);
  const waits = adas.post(0)!;
  server.restore(backup);
  for (const tab of [adas, bens]) {
    connect(server, tab);
    settle(server, tab);
  }
  expect(server.rows.outcomeOf(waits)).toBe('accepted');
  expect(bens.fold().map(({ id: shownId, seq }) => [shownId, seq])).toEqual([[waits, 1]]);
});

test('[S14] a reaction under way to a message that is erased meanwhile is handed back, and nothing of it is kept', () => {
  const server = new Server();
  const bens = session(ben);
  bens.messages.push([message(ben, 'b1')]);
  submit(server, ben, bens);
  const [adas] = device(server, ada);
  const late = adas.react(0, adas.fold()[0]!, '👍', true)!;
  const again = session(ben, 2, Y.encodeStateAsUpdate(server.doc(VOLUME_1)));
  again.reactions.push([reaction(ben, 'r1', 'b1')]);
  again.edits.push([{ id: id('d1'), by: ben.userId, to: id('b1'), deleted: true, at: 1 }]);
  submit(server, ben, again);
  connect(server, adas);
  settle(server, adas);
  expect(adas.device.notDelivered.get(late)).toMatchObject({ why: 'target-deleted' });
  expect(server.doc(VOLUME_1).getArray('reactions').toArray()).toEqual([]);
});
