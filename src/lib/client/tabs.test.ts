import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { Tabs } from './tabs.ts';

const CHANNEL = 'group/tabs/1';

interface Tab {
  readonly doc: Y.Doc;
  readonly tabs: Tabs;
  generation: number;
  /** Generations that it was told of. */
  readonly told: number[];
}

function openTab(generation = 0): Tab {
  const doc = new Y.Doc();
  const told: number[] = [];
  const events = { generation: () => tab.generation, onReplaced: (newer: number) => told.push(newer) };
  const tab: Tab = { doc, tabs: new Tabs(CHANNEL, doc, events), generation, told };
  onTestFinished(() => tab.tabs.close());
  return tab;
}

const say = ({ doc }: Tab, text: string) => doc.getArray('messages').push([text]);
const said = ({ doc }: Tab) => doc.getArray('messages').toArray();

/** Whoever listened before this is called has heard what is sent after it, once this settles. */
async function heard(work: () => void): Promise<void> {
  const last = new BroadcastChannel(CHANNEL);
  const message = once(last as unknown as EventTarget, 'message');
  work();
  await message;
  last.close();
}

test('[S27] what a neighbour wrote and closed upon, while this tab was reading its disk, is taken in', async () => {
  const ada = openTab();
  ada.tabs.catchUp();
  const opening = openTab();
  await heard(() => say(ada, 'just before closing'));
  ada.tabs.close();
  expect(said(opening)).toEqual([]);
  opening.tabs.catchUp();
  expect(said(opening)).toEqual(['just before closing']);
});

test('[S27] tabs of different generations give each other nothing, and the older one is told', async () => {
  const older = openTab(0);
  const newer = openTab(1);
  for (const { tabs } of [older, newer]) await heard(() => tabs.catchUp());
  await heard(() => say(newer, 'of the new document'));
  expect(older.told.at(-1)).toBe(1);
  await heard(() => say(older, 'of the old document'));
  expect(said(newer)).toEqual(['of the new document']);
  expect(said(older)).toEqual(['of the old document']);
  older.generation = 1;
  await heard(() => newer.tabs.announce());
  expect(said(older)).toContain('of the new document');
});
