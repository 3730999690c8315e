/** The disk itself, in a real browser: what lies in the rows, and when. */
import { expect, test } from '@playwright/test';
import { openLab } from '../support/lab.ts';

test('[S24] what is settled is in the rows, and read back by another tab', async ({ context }) => {
  const page = await openLab(context);
  await page.evaluate(async () => {
    const { doc, disk } = lab.openDisk();
    for (let at = 0; at < 20; at++) lab.say(doc, `text ${at}`);
    if (!(await disk.settled())) throw new Error('not settled');
  });
  const { texts } = await page.evaluate(() => lab.readRows());
  expect(texts).toHaveLength(20);
  const other = await openLab(context);
  const read = await other.evaluate(async () => {
    const { doc, disk } = lab.openDisk();
    await disk.loaded;
    return lab.said(doc);
  });
  expect(read).toEqual(texts);
});

test('[S27] tabs that write, trim and close at once lose nothing', async ({ context }) => {
  const tabs = await Promise.all([openLab(context), openLab(context), openLab(context)]);
  const writing = tabs.map((tab, who) =>
    tab.evaluate(async (who) => {
      for (let round = 0; round < 3; round++) {
        const { doc, disk } = lab.openDisk();
        await disk.loaded;
        for (let at = 0; at < 300; at++) {
          lab.say(doc, `${who}.${round}.${at}`);
          // Some in one go and some one by one, so that many transactions meet those of the other tabs.
          if (at % 4 === 0) await disk.settled();
        }
        // In the middle of whatever it is doing.
        await disk.close();
      }
    }, who),
  );
  await Promise.all(writing);
  const { texts, rows } = await tabs[0].evaluate(() => lab.readRows());
  expect(new Set(texts).size).toBe(3 * 3 * 300);
  // It was trimmed, or this test has shown nothing.
  expect(rows).toBeLessThan(600);
});

test('[S15] an erased text is in no row of any tab', async ({ context }) => {
  const [one, two] = await Promise.all([openLab(context), openLab(context)]);
  for (const tab of [one, two])
    await tab.evaluate(async () => {
      const replica = lab.openReplica();
      await replica.loaded;
    });
  await one.evaluate(async () => {
    const { replica } = lab.here;
    await replica.write(() => ['kept', 'a secret', 'kept too'].forEach((text) => lab.say(replica.doc, text)));
  });
  await two.evaluate(async () => {
    const { replica } = lab.here;
    await lab.until(() => lab.said(replica.doc).length === 3);
    await replica.write(() => lab.say(replica.doc, 'from two'));
  });
  expect((await one.evaluate(() => lab.readRows())).bytes).toContain('a secret');
  await one.evaluate(async () => {
    const { replica } = lab.here;
    lab.eraseFromOutside(replica.doc, 'a secret');
    await lab.until(async () => !(await lab.readRows()).bytes.includes('a secret'));
  });
  const { texts } = await one.evaluate(() => lab.readRows());
  expect(texts.sort()).toEqual(['from two', 'kept', 'kept too']);
});

test('[S19] a deletion reaches the disk after what was saved from it, and not before', async ({
  context,
}) => {
  const page = await openLab(context);
  const seen = await page.evaluate(async () => {
    const saved: string[] = [];
    let attempts = 0;
    const { doc, disk } = lab.openDisk({
      beforeStore: (transaction) => {
        const gone: string[] = [];
        lab.Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
          if (struct instanceof lab.Y.Item) gone.push(...(struct.content.getContent() as string[]));
        });
        return () => {
          attempts++;
          if (attempts === 1) return Promise.reject(new Error('no space for it'));
          saved.push(...gone);
          return Promise.resolve();
        };
      },
    });
    await disk.loaded;
    lab.say(doc, 'never accepted');
    await disk.settled();
    lab.eraseFromOutside(doc, 'never accepted');
    await lab.until(() => lab.states.at(-1) === 'failing');
    const before = await lab.readRows();
    lab.say(doc, 'written meanwhile');
    const isSettled = await disk.settled();
    const after = await lab.readRows();
    return { before: before.texts, after: after.texts, bytes: after.bytes, saved, attempts, isSettled };
  });
  expect(seen).toMatchObject({
    before: ['never accepted'],
    after: ['written meanwhile'],
    saved: ['never accepted'],
    attempts: 2,
    isSettled: true,
  });
  expect(seen.bytes).not.toContain('never accepted');
  expect(await page.evaluate(() => lab.states)).toEqual(['lasting', 'failing', 'lasting']);
});

test('[S24] a database that the browser takes away is opened again and written whole', async ({
  context,
}) => {
  const page = await openLab(context);
  await page.evaluate(async () => {
    const { doc, disk } = lab.openDisk();
    await disk.loaded;
    lab.say(doc, 'before');
    await disk.settled();
  });
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'indexeddb',
  });
  const texts = await page.evaluate(async () => {
    const { doc, disk } = lab.here;
    lab.say(doc, 'after');
    await disk.settled();
    return (await lab.readRows()).texts;
  });
  expect(texts).toEqual(['before', 'after']);
});

test('a database that another tab deletes is let go of, and not made anew', async ({ context }) => {
  const [one, two] = await Promise.all([openLab(context), openLab(context)]);
  await one.evaluate(async () => {
    const { doc, disk } = lab.openDisk();
    lab.say(doc, 'a text');
    await disk.settled();
  });
  await two.evaluate(async () => {
    const { disk } = lab.openDisk();
    await disk.loaded;
    await disk.erase();
  });
  const isSettled = await one.evaluate(async () => {
    const { doc, disk } = lab.here;
    await lab.until(() => lab.states.at(-1) === 'failing');
    lab.say(doc, 'from memory');
    return disk.settled();
  });
  expect(isSettled).toBe(false);
  expect(await one.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});

test('[S24] a disk that does not open in time is not waited for, and is read and written when it does', async ({
  context,
}) => {
  const [holder, page] = await Promise.all([openLab(context), openLab(context)]);
  await holder.evaluate(async () => {
    const { doc, disk } = lab.openDisk();
    lab.say(doc, 'from an earlier visit');
    await disk.settled();
    await disk.close();
    await lab.holdDatabase();
  });
  const before = await page.evaluate(async () => {
    let isSaved = false;
    const { doc, disk } = lab.openDisk({
      beforeStore: () => () => {
        isSaved = true;
        return Promise.resolve();
      },
    });
    await disk.loaded;
    lab.say(doc, 'written without the disk');
    lab.say(doc, 'refused');
    lab.eraseFromOutside(doc, 'refused');
    // What is kept elsewhere does not wait for this disk.
    await lab.until(() => isSaved);
    return { states: [...lab.states], said: lab.said(doc) };
  });
  expect(before).toEqual({ states: ['failing'], said: ['written without the disk'] });
  await holder.evaluate(() => lab.here.letGo());
  const after = await page.evaluate(async () => {
    const { doc, disk } = lab.here;
    const isSettled = await disk.settled();
    return {
      isSettled,
      said: lab.said(doc).sort(),
      rows: (await lab.readRows()).texts.sort(),
      state: lab.states.at(-1),
    };
  });
  const both = ['from an earlier visit', 'written without the disk'];
  expect(after).toEqual({ isSettled: true, said: both, rows: both, state: 'lasting' });
});

test('[S26] a full disk is tried again by itself, and everything written meanwhile is then settled', async ({
  context,
}) => {
  const page = await openLab(context);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await page.evaluate(() => lab.openDisk().disk.loaded);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const settled = page.evaluate(async () => {
    const { doc, disk } = lab.here;
    lab.say(doc, 'no space for this');
    return disk.settled();
  });
  await expect.poll(() => page.evaluate(() => lab.states.at(-1))).toBe('full');
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await settled).toBe(true);
  expect(await page.evaluate(() => lab.readRows())).toMatchObject({ texts: ['no space for this'] });
  expect(await page.evaluate(() => lab.states)).toEqual(['lasting', 'full', 'lasting']);
});

test('[S27] two tabs that both rebuild end with one document and everything that either had', async ({
  context,
}) => {
  const tabs = await Promise.all([openLab(context), openLab(context)]);
  for (const [who, tab] of tabs.entries())
    await tab.evaluate(async (who) => {
      const replica = lab.openReplica();
      await replica.loaded;
      await replica.write(() => lab.say(replica.doc, `of tab ${who}`));
    }, who);
  await Promise.all(
    tabs.map((tab, who) =>
      tab.evaluate(async (who) => {
        const { replica } = lab.here;
        const { clientID } = replica.doc;
        let said: string[] = [];
        replica.observe(() => (said = lab.said(replica.doc)));
        const rebuilt = replica.rebuild();
        const written = replica.write(() => lab.say(replica.doc, `while tab ${who} rebuilt`));
        await rebuilt;
        await written;
        if (replica.doc.clientID === clientID) throw new Error('the client id is the old one');
        if (said.join() !== lab.said(replica.doc).join()) throw new Error('who observed was not told');
        await replica.write(() => lab.say(replica.doc, `after tab ${who} rebuilt`));
      }, who),
    ),
  );
  const all = [0, 1].flatMap((who) => [
    `of tab ${who}`,
    `while tab ${who} rebuilt`,
    `after tab ${who} rebuilt`,
  ]);
  for (const tab of tabs)
    await tab.evaluate(async (count) => {
      const { replica } = lab.here;
      await lab.until(() => lab.said(replica.doc).length === count);
    }, all.length);
  const { texts } = await tabs[0].evaluate(() => lab.readRows());
  expect(texts.sort()).toEqual(all.sort());
});

test('[S27] a tab that was asleep while another rebuilt does not write into the new rows', async ({
  context,
}) => {
  const [one, two] = await Promise.all([openLab(context), openLab(context)]);
  const before = await two.evaluate(async () => {
    // It hears nothing, as a frozen tab does.
    Object.defineProperty(BroadcastChannel.prototype, 'onmessage', { set() {} });
    const replica = lab.openReplica();
    await replica.loaded;
    await replica.write(() => lab.say(replica.doc, 'written before'));
    return replica.doc.clientID;
  });
  await one.evaluate(async () => {
    const replica = lab.openReplica();
    await replica.loaded;
    await replica.rebuild();
    await replica.close();
  });
  const clientId = await two.evaluate(async () => {
    const { replica } = lab.here;
    await replica.write(() => lab.say(replica.doc, 'written after waking'));
    return replica.doc.clientID;
  });
  expect(clientId).not.toBe(before);
  const { texts, clients } = await one.evaluate(() => lab.readRows());
  expect(texts.sort()).toEqual(['written after waking', 'written before']);
  expect(clients).not.toContain(before);
});

test('an erased document leaves no database, also while another tab has it open', async ({ context }) => {
  const [one, two] = await Promise.all([openLab(context), openLab(context)]);
  for (const tab of [one, two])
    await tab.evaluate(async () => {
      const replica = lab.openReplica();
      await replica.loaded;
      await replica.write(() => lab.say(replica.doc, 'a text'));
    });
  await one.evaluate(() => lab.here.replica.erase());
  await two.evaluate(() => lab.here.replica.erase());
  expect(await one.evaluate(() => indexedDB.databases())).toEqual([]);
});

test('rows of another epoch of the server are rebuilt before anything else', async ({ context }) => {
  const page = await openLab(context);
  const clients = await page.evaluate(async () => {
    const before = lab.openReplica({ epoch: 1 });
    await before.write(() => lab.say(before.doc, 'not in the backup'));
    await before.close();
    const same = lab.openReplica({ epoch: 1 });
    await same.loaded;
    const kept = (await lab.readRows()).clients;
    await same.close();
    const next = lab.openReplica({ epoch: 2 });
    await next.loaded;
    const replaced = await lab.readRows();
    return { kept, replaced: replaced.clients, texts: replaced.texts, epoch: replaced.epoch };
  });
  expect(clients).toMatchObject({ texts: ['not in the backup'], epoch: 2 });
  expect(clients.kept).toHaveLength(1);
  expect(clients.replaced).not.toEqual(clients.kept);
});
