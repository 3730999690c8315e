/** Any Yjs program may join: the stock y-websocket client, with a token, through the same gate. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { newClientId, newId } from '#client/random.ts';
import { groupDocument, headDocument } from '#domain/document-names.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import type { GroupId } from '#domain/ids.ts';
import type { Scope } from '#domain/scopes.ts';
import { Device, makeGroup } from '../support/device.ts';
import { startBot } from '../support/example-bot.ts';
import { callAs, foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: TestPerson;
let ben: TestPerson;
let cai: TestPerson;
let groupId: GroupId;
const clients = new Set<WebsocketProvider>();

beforeAll(async () => {
  server = await startServer();
  ada = await foundOrganisation(server.url);
  ben = await join(ada, 'ben');
  cai = await join(ada, 'cai');
  groupId = await makeGroup([ada, ben]);
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  expect(server.output()).not.toMatch(/unhandled-rejection|uncaught-exception|"unexpected"/);
  await server.stop();
});

const READ_AND_WRITE: Scope[] = ['groups:read', 'messages:read', 'messages:write'];

const tokenOf = (person: TestPerson, scopes: readonly Scope[] = READ_AND_WRITE) =>
  callAs<{ id: string; token: string }>(person, 'POST', '/api/v1/me/tokens', { name: 'bot', scopes });

function open(token: string, name: string, doc: Y.Doc): WebsocketProvider {
  const options = { params: { token }, WebSocketPolyfill: WebSocket as never, disableBc: true };
  const client = new WebsocketProvider(`${server.url.replace('http', 'ws')}/yjs`, name, doc, options);
  clients.add(client);
  return client;
}

function docOf({ slot }: TestPerson): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = newClientId(slot);
  return doc;
}

/** It says so once: one that was opened a while ago may have. */
const synced = async (client: WebsocketProvider) => {
  if (!client.synced) await new Promise<void>((resolve) => client.once('sync', () => resolve()));
};

/** The code with which the server closes it. */
const closed = (client: WebsocketProvider) =>
  new Promise<number>((resolve) => client.on('connection-close', (event) => resolve(event?.code ?? 0)));

function until(doc: Y.Doc, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!isSo()) return;
      doc.off('update', check);
      resolve();
    };
    doc.on('update', check);
    check();
  });
}

test('the example bot answers, and its answer is a message like any other', async () => {
  const { token } = await tokenOf(ada);
  const device = new Device(ben);
  const group = device.group(groupId);
  const bot = await startBot(server.url, token, groupId);
  await bot.listens;
  group.writer.post('ping');
  await device.until('the bot answers', () => group.messages.some(({ text, seq }) => text === 'pong' && seq));
  const [asked, answered] = group.messages;
  expect(answered).toMatchObject({ by: ada.id, text: 'pong', replyTo: asked!.id, seq: 2 });
  const path = `/api/v1/groups/${groupId}/messages`;
  expect(await callAs(ben, 'GET', path)).toMatchObject({ messages: [{ text: 'ping' }, { text: 'pong' }] });
  bot.stop();
  await device.close();
});

test('the example bot follows the conversation into the next volume, and answers each question once', async () => {
  const id = newId<GroupId>();
  const wish = { id, name: 'Ridge', history: 'joined', members: [ben.id] };
  await callAs(ada, 'POST', '/api/v1/groups', wish);
  const bot = await startBot(server.url, (await tokenOf(ada)).token, id);
  await bot.listens;
  const device = new Device(ben);
  const first = device.group(id, 1);
  const pongs = ({ messages }: typeof first) => messages.filter(({ text, seq }) => text === 'pong' && seq);
  first.writer.post('ping');
  await device.until('it answers', () => pongs(first).length === 1);
  // Who joins sees nothing of before: a volume of their own begins.
  await callAs(ada, 'POST', `/api/v1/groups/${id}/members`, { members: [cai.id] });
  const second = device.group(id, 2);
  second.writer.post('ping');
  await device.until('it answers there', () => pongs(second).length === 1);
  // Asked in the volume that is closed, it arrives in the live one.
  first.writer.post('ping');
  await device.until('it answers once more', () => pongs(second).length === 2);
  second.writer.post('enough');
  await second.untilSent();
  expect(second.texts).toEqual(['ping', 'pong', 'ping', 'pong', 'enough']);
  bot.stop();
  await device.close();
});

test('a stock client and a device see what the other writes, and the word of the server on it', async () => {
  const id = await makeGroup([ada, ben]);
  const doc = docOf(ada);
  const volume = volumeOf(doc);
  const client = open((await tokenOf(ada)).token, groupDocument(id, 1), doc);
  await synced(client);
  const device = new Device(ben);
  const group = device.group(id);
  volume.messages.push([{ id: newId(), by: ada.id, text: 'from the program', at: 1 }]);
  await device.until('it arrives', () => group.messages[0]?.seq === 1);
  group.writer.post('from the device');
  await until(doc, () => contentOf(volume).ledger.length === 2);
  expect(volume.messages.toArray().map(({ text }) => text)).toEqual(['from the program', 'from the device']);
  await device.close();
});

test('awareness goes both ways between stock clients, each for itself alone', async () => {
  const name = groupDocument(groupId, 1);
  const [a, b] = [
    open((await tokenOf(ada)).token, name, docOf(ada)),
    open((await tokenOf(ben)).token, name, docOf(ben)),
  ];
  await Promise.all([synced(a), synced(b)]);
  const sees = (client: WebsocketProvider, of: WebsocketProvider) =>
    new Promise<unknown>((resolve) => {
      const look = () => {
        const state = client.awareness.getStates().get(of.doc.clientID);
        if (state) resolve(state);
      };
      client.awareness.on('change', look);
      look();
    });
  a.awareness.setLocalState({ by: ada.id, typing: true });
  expect(await sees(b, a)).toEqual({ by: ada.id, typing: true });
  b.awareness.setLocalState({ by: ben.id, typing: false });
  expect(await sees(a, b)).toEqual({ by: ben.id, typing: false });
});

test('a document opens for who may read it, with a token that may', async () => {
  const { token } = await tokenOf(ada);
  const refusal = (path: string, headers: Record<string, string> = {}) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/yjs/${path}`, { headers });
      socket.on('error', ({ message }) => resolve(message));
    });
  const name = groupDocument(groupId, 1);
  expect(await refusal(name)).toContain('401');
  expect(await refusal(`${name}?token=cairn_no`)).toContain('401');
  expect(await refusal(name, { cookie: ada.cookie })).toContain('401');
  expect(await refusal(`documents?token=${token}`)).toContain('404');
  expect(await refusal('documents', { authorization: `Bearer ${token}` })).toContain('404');
  const stranger = (await tokenOf(cai)).token;
  expect(await closed(open(stranger, name, docOf(cai)))).toBe(4403);
  expect(await closed(open(token, groupDocument(groupId, 9), docOf(ada)))).toBe(4403);
  const { token: narrow } = await tokenOf(ada, ['messages:read']);
  expect(await closed(open(narrow, headDocument(groupId), docOf(ada)))).toBe(4403);
  await synced(open(narrow, name, docOf(ada)));
});

test('what a token may not write, and what nobody may, is not taken', async () => {
  const id = await makeGroup([ada, ben]);
  const name = groupDocument(id, 1);
  const write = async (token: string, doc: Y.Doc, by: string) => {
    const client = open(token, name, doc);
    await synced(client);
    const end = closed(client);
    volumeOf(doc).messages.push([{ id: newId(), by, text: 'not taken', at: 1 } as never]);
    return end;
  };
  const { token: narrow } = await tokenOf(ada, ['messages:read']);
  expect(await write(narrow, docOf(ada), ada.id)).toBe(4403);
  const { token } = await tokenOf(ada);
  const forged = docOf(ada);
  const client = open(token, name, forged);
  await synced(client);
  volumeOf(forged).messages.push([{ id: newId(), by: ben.id, text: 'not taken', at: 1 }]);
  await until(forged, () => contentOf(volumeOf(forged)).messages.length === 0);
  const page = await callAs<{ messages: unknown[] }>(ben, 'GET', `/api/v1/groups/${id}/messages`);
  expect(page.messages).toEqual([]);
});

test('[S20] revoking a token ends what it has open', async () => {
  const { id, token } = await tokenOf(ben);
  const client = open(token, groupDocument(groupId, 1), docOf(ben));
  await synced(client);
  const end = closed(client);
  await callAs(ben, 'DELETE', `/api/v1/me/tokens/${id}`);
  expect(await end).toBe(4401);
});
