/** What random schedules found, told as stories; and what they cannot know about: hostile devices. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createChance } from '../support/chance.ts';
import type { Connection } from './connection.ts';
import { Device, foldDocument, type Tab } from './device.ts';
import { ada, all, ben, cai, id, message, session } from './people.ts';
import { Server } from './server.ts';

/** Delivers all that is under way between a tab and the server, and commits it. */
function settle(server: Server, tab: Tab): void {
  for (;;) {
    const connection = tab.connection!;
    if (connection.down.length > 0) tab.receive(connection.down.shift()!);
    else if (connection.up.length > 0 && !connection.isBusy)
      server.receive(connection, connection.up.shift()!);
    else if (server.waiting > 0) server.commit();
    else return;
  }
}
const connect = (server: Server, tab: Tab): Connection => {
  tab.connect(server.connect(tab.device.person));
  return tab.connection!;
};
const device = (person: typeof ada, tabs = 1) => new Device(person.name, person, createChance(1), tabs);
const texts = ({ doc }: Server) => foldDocument(doc, ada).map(({ text }) => text.replace(/-+ by/, ' by'));

describe('what is written while a device connects', () => {
  /** An earlier visit wrote a message; this one has asked what the server has, and has not been asked yet. */
  function connecting(): { server: Server; tab: Tab; connection: Connection } {
    const server = new Server();
    const [tab] = device(ada).tabs as [Tab];
    tab.post(0);
    tab.device.flush();
    tab.reload();
    return { server, tab, connection: connect(server, tab) };
  }

  test('[S17] a reaction to a message of an earlier visit is not refused for being there first', () => {
    const { server, tab, connection } = connecting();
    const reaction = tab.react(0, tab.fold()[0]!, '👍', true)!;
    expect(connection.up.map(({ kind }) => kind)).toEqual(['state', 'update']);
    settle(server, tab);
    expect(server.rows.outcomeOf(reaction)).toBe('accepted');
  });

  test('[S14] a deletion of a message of an earlier visit deletes it', () => {
    const { server, tab } = connecting();
    tab.remove(0, tab.fold()[0]!);
    settle(server, tab);
    expect(foldDocument(server.doc, ben)).toMatchObject([{ deleted: true, text: '' }]);
  });

  test('[S4] a message does not overtake that of an earlier visit, whatever stands between them', () => {
    const { server, tab, connection } = connecting();
    // The answer brings what ada's other device wrote meanwhile, and that comes to stand at the end of the array.
    const other = session(ada, 2 ** 32 - 1);
    other.messages.push([message(ada, 'other')]);
    server.receive(server.connect(ada), { kind: 'answer', update: all(other) });
    server.commit();
    connection.down.length = 0;
    server.receive(connection, connection.up.shift()!);
    tab.receive(connection.down.shift()!);
    expect(tab.doc.getArray<{ id: string }>('messages').get(1).id).toBe(id('other'));
    tab.post(0);
    settle(server, tab);
    expect(texts(server)).toEqual(['text of other', 'ada_0 by ada', 'ada_1 by ada']);
  });
});

test('[S4] two tabs of which one has heard the server and the other has not keep the order written', () => {
  const server = new Server();
  const say = (by: typeof ada, name: string, ...known: Uint8Array[]) => {
    const { doc, messages } = session(by, 7, ...known);
    messages.push([message(by, name)]);
    server.receive(server.connect(by), { kind: 'answer', update: all({ doc }) });
    server.commit();
    return Y.encodeStateAsUpdate(server.doc);
  };
  const early = say(cai, 'early');
  const late = say(ben, 'late', early); // ben's slot is the lowest: what he appends stands before what ada does.
  const [here, there] = device(ada, 2).tabs as [Tab, Tab];
  Y.applyUpdate(here.doc, late, 'server');
  Y.applyUpdate(there.doc, early, 'server');
  here.post(0);
  there.post(0);
  here.hear();
  here.post(0);
  connect(server, here);
  settle(server, here);
  expect(texts(server)).toEqual([
    'text of early',
    'text of late',
    'ada_0 by ada',
    'ada_1 by ada',
    'ada_2 by ada',
  ]);
});

test('[S14] a tab deletes its neighbour\u2019s message that it could show only once the server had spoken', () => {
  const server = new Server();
  const [here, there] = device(ada, 2).tabs as [Tab, Tab];
  connect(server, here);
  settle(server, here);
  // There, ben's message has arrived already: what is written after it waits here until it arrives, too.
  const bens = session(ben);
  bens.messages.push([message(ben, 'b1')]);
  server.receive(server.connect(ben), { kind: 'answer', update: all(bens) });
  server.commit();
  Y.applyUpdate(there.doc, Y.encodeStateAsUpdate(server.doc), 'server');
  const mine = there.post(0);
  here.hear();
  expect(here.fold()).toHaveLength(0);
  here.receive(here.connection!.down.shift()!);
  here.remove(
    0,
    here.fold().find((one) => one.id === mine)!,
  );
  settle(server, here); // And there, the connection never comes.
  expect(foldDocument(server.doc, ben)).toMatchObject([{ deleted: false }, { id: mine, deleted: true }]);
});

test('[S5] three messages written before the server has asked do not end the connection', () => {
  const server = new Server();
  const [tab] = device(ada).tabs as [Tab];
  tab.post(0);
  const connection = connect(server, tab);
  for (let at = 0; at < 3; at++) tab.post(0);
  settle(server, tab);
  expect(connection.isOpen).toBe(true);
  expect(texts(server)).toHaveLength(4);
});

test('[S15] what is erased is gone at once, and its place is back as soon as the ledger says whose it was', () => {
  const server = new Server();
  const [adas] = device(ada).tabs as [Tab];
  const [bens] = device(ben).tabs as [Tab];
  for (const tab of [adas, bens]) connect(server, tab);
  adas.post(0);
  settle(server, adas);
  settle(server, bens);
  bens.reload();
  adas.post(0);
  settle(server, adas);
  // Ben connects anew and hears of the deletion before he is answered: its ledger entry stands on one that he lacks.
  connect(server, bens);
  adas.remove(0, adas.fold()[0]!);
  settle(server, adas);
  bens.receive(bens.connection!.down.shift()!);
  expect(bens.fold()).toEqual([]);
  settle(server, bens);
  expect(bens.fold()).toMatchObject([{ seq: 1, deleted: true }, { seq: 2 }]);
});

// The gate judges by what has been applied; of two frames on two connections it sees neither's records yet. Two
// different records at one place are then both accepted, and only one of them can stand there.
