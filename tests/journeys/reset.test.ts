/** A replica that the server will not go on with, because something in it came from no honest device. */
import { expect, test, type Browser } from '@playwright/test';
import * as Y from 'yjs';
import { clientIdFor } from '#domain/client-id.ts';
import { groupDocument } from '#domain/document-names.ts';
import { Screen } from '../support/journey.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

/** So many times a document may ask to be opened after it was poisoned: the visit, and rebuilds. */
const OPENED_MAX = 4;

let server: ServerProcess;
let ada: Screen;
let ben: Screen;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  ben = await Screen.open(browser, server.url);
  await ben.join(await ada.createInvite(), 'ben');
  await ben.untilReadyForOffline();
});
test.afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await server?.stop();
});

/** What a bug, or somebody with the developer tools, could leave in the rows of a group. */
const POISONS = {
  'a nested type under its own name': (doc: Y.Doc, own: number) => {
    doc.clientID = own;
    doc.getArray<unknown>('messages').push([new Y.Map([['text', 'nested']])]);
  },
  'a root that no group has': (doc: Y.Doc, own: number) => {
    doc.clientID = own;
    doc.getArray('secrets').push(['hidden']);
  },
  'a map key on its messages': (doc: Y.Doc, own: number) => {
    doc.clientID = own;
    doc.getMap<unknown>('messages').set('key', 'value');
  },
} as const satisfies Record<string, (doc: Y.Doc, own: number) => void>;

for (const [what, poison] of Object.entries(POISONS)) {
  test(`[S5] [S24] a device whose rows hold ${what} is back with everything it wrote, and comes to rest`, async () => {
    const name = `Team ${Object.keys(POISONS).indexOf(what) + 1}`;
    await ada.createGroup(name, ['ben']);
    await ada.send(`Welcome to ${name}.`);
    await ben.openGroup(name);
    await ben.send('Sent before.');
    await expect.poll(() => ben.states()).toEqual(['sent', 'sent']);
    const { id, slot } = await ben.person();
    const document = groupDocument(ben.groupId, 1);

    await test.step('the rows are poisoned while ben is away, beside a message that waits', async () => {
      await ben.goOffline();
      await ben.send('Waiting while it happens.');
      await expect.poll(() => ben.states()).toEqual(['sent', 'sent', 'on this device']);
      const doc = new Y.Doc();
      poison(doc, clientIdFor(slot, 7));
      const update = Y.encodeStateAsUpdate(doc);
      await ben.page.evaluate(addRow, { database: `cairn/${id}/${document}`, update: [...update] });
      await ben.page.reload();
      await expect(ben.message('Waiting while it happens.')).toBeVisible();
    });

    const opened = countOpened(ben, document);
    await test.step('all of it arrives', async () => {
      await ben.goOnline();
      await expect(ada.message('Waiting while it happens.')).toHaveCount(1);
      await ben.send('Written after.');
      await expect(ada.message('Written after.')).toHaveCount(1);
      await expect.poll(() => ben.states()).toEqual(['sent', 'sent', 'sent', 'sent']);
      await ben.untilIn();
      await expect(ben.page.getByText(/not delivered/)).toHaveCount(0);
    });

    await test.step('it was rebuilt, and is opened once only when it comes back', async () => {
      expect(opened.count).toBeGreaterThan(1);
      expect(opened.count).toBeLessThanOrEqual(OPENED_MAX);
      await ben.page.reload();
      await ben.untilIn();
      const again = opened.count;
      await ben.send('After another visit.');
      await expect(ada.message('After another visit.')).toHaveCount(1);
      expect(opened.count).toBe(again);
      expect(await ben.shown()).toEqual(await ada.shown());
    });
  });
}

/** In the page: adds a row to those of a document, as y-indexeddb would. */
async function addRow({ database, update }: { database: string; update: number[] }): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(database);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
  await new Promise<void>((resolve, reject) => {
    const transaction = db.transaction('updates', 'readwrite', { durability: 'strict' });
    transaction.objectStore('updates').add(new Uint8Array(update));
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error!);
  });
  db.close();
}

/** Counts how often this page asks the server to open a document: an Auth message, by Hocuspocus's number 2. */
function countOpened({ page }: Screen, document: string): { count: number } {
  const opened = { count: 0 };
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const frame = Buffer.from(payload);
      const length = frame[0]!;
      // Names with a session behind them are the same document.
      const name = frame.subarray(1, length + 1).toString();
      if (name.split('\0')[0] === document && frame[length + 1] === 2) opened.count++;
    }),
  );
  return opened;
}
