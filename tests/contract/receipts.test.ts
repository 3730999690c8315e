import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { headDocument, userDocument } from '#domain/document-names.ts';
import type { DeviceId, GroupId } from '#domain/ids.ts';
import { namesOf, progressOf, readReceipts } from '#domain/receipts.ts';
import { deliveredPositions, preferences, setReadPosition, setUnreadMark } from '#domain/user-document.ts';
import { RECEIPTS_MS } from '#server/receipts.ts';
import { newId } from '#client/random.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, type TestPerson } from '../support/people.ts';

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let ben: TestPerson;
  let cai: TestPerson;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
    ben = await join(ada, 'ben');
    cai = await join(ada, 'cai');
  });
  afterAll(() => on?.stop());

  /** A person's device that says how far they are. */
  class Reader extends Device {
    readonly id = newId<DeviceId>();
    readonly own = this.open(userDocument(this.person.id));

    read(groupId: GroupId, seq: number): void {
      void this.own.write(() => setReadPosition(this.own.doc, groupId, this.id, seq));
    }
    receive(groupId: GroupId, seq: number): void {
      void this.own.write(() => deliveredPositions(this.own.doc).set(`${groupId}/${this.id}`, seq));
    }
    show(isShown: boolean): void {
      void this.own.write(() => preferences(this.own.doc).set('receipts', isShown));
    }
  }

  async function groupOfThree() {
    const groupId = await makeGroup([ada, ben, cai]);
    const [a, b, c] = [new Reader(ada), new Reader(ben), new Reader(cai)];
    const group = a.group(groupId);
    const head = a.open(headDocument(groupId));
    for (const text of ['one', 'two', 'three']) group.writer.post(text);
    await group.untilSent();
    const seen = (seq: number) => progressOf(readReceipts(head.doc), seq, ada.id);
    const close = () => Promise.all([a, b, c].map((device) => device.close()));
    return { groupId, a, b, c, head, seen, close };
  }

  test('[S10] the author is told who has received and who has read, and read counts as delivered', async () => {
    const { groupId, a, b, c, head, seen, close } = await groupOfThree();
    expect(seen(1)).toEqual({ delivered: 0, read: 0 });
    b.receive(groupId, 3);
    await a.until('ben has received all', () => seen(3).delivered === 1);
    c.read(groupId, 2);
    await a.until('cai has read two', () => seen(2).read === 1);
    expect(seen(2)).toEqual({ delivered: 2, read: 1 });
    expect(seen(3)).toEqual({ delivered: 1, read: 0 });
    expect(namesOf(readReceipts(head.doc), 2, ada.id)).toEqual({ delivered: [ben.id], read: [cai.id] });
    await close();
  });

  test('[S10] many positions in a moment are told in few updates', async () => {
    const { groupId, a, b, head, seen, close } = await groupOfThree();
    let updates = 0;
    await a.until('the head is there', () => head.isSynced);
    const began = performance.now();
    head.doc.on('update', () => updates++);
    for (let times = 0; times < 20; times++) {
      b.receive(groupId, 1 + (times % 3));
      await b.until('it is told', () => b.wire.isSynced);
    }
    b.read(groupId, 3);
    await a.until('ben has read all', () => seen(3).read === 1);
    expect(updates).toBeGreaterThan(0);
    // However long it took: one at once, then one in two seconds, and one more that had begun.
    expect(updates).toBeLessThanOrEqual(2 + (performance.now() - began) / RECEIPTS_MS);
    await close();
  });

  test('[S6] [S10] a position beyond the last message counts as the last, and one that went back changes nothing', async () => {
    const { groupId, a, b, head, seen, close } = await groupOfThree();
    b.read(groupId, 1_000);
    await a.until('ben has read all', () => seen(3).read === 1);
    expect(seen(4)).toEqual({ delivered: 0, read: 0 });
    const other = new Reader(ben);
    other.receive(groupId, 1);
    a.read(groupId, 3);
    await a.until('ada is told too', () => progressOf(readReceipts(head.doc), 3, ben.id).read === 1);
    expect(seen(3)).toEqual({ delivered: 1, read: 1 });
    await Promise.all([close(), other.close()]);
  });

  test('[S7] what is marked unread stays read for the others', async () => {
    const { groupId, a, b, seen, close } = await groupOfThree();
    b.read(groupId, 3);
    await a.until('ben has read all', () => seen(3).read === 1);
    void b.own.write(() => setUnreadMark(b.own.doc, groupId, b.id, 0));
    b.receive(groupId, 3);
    const c = new Reader(cai);
    c.read(groupId, 3);
    await a.until('cai has read all too', () => seen(3).read === 2);
    await Promise.all([close(), c.close()]);
  });

  test('[S10] who switches theirs off is not shown any more, and shown again when they switch them on', async () => {
    const { groupId, a, b, seen, close } = await groupOfThree();
    b.read(groupId, 3);
    await a.until('ben has read all', () => seen(3).read === 1);
    b.show(false);
    await a.until('ben is not shown', () => seen(3).read === 0);
    b.show(true);
    await a.until('ben is shown', () => seen(3).read === 1);
    await close();
  });

  test('[S11] who leaves has read what they had read', async () => {
    const { groupId, a, b, c, seen, close } = await groupOfThree();
    b.read(groupId, 3);
    await a.until('ben has read all', () => seen(3).read === 1);
    await callAs(ben, 'DELETE', `/api/v1/groups/${groupId}/members/me`);
    c.read(groupId, 3);
    await a.until('both have read all', () => seen(3).read === 2);
    await close();
  });

  test('[S10] a device that reads along with those of a group it is no member of is told nothing', async () => {
    const groupId = await makeGroup([ada, ben]);
    const [a, c] = [new Reader(ada), new Reader(cai)];
    const group = a.group(groupId);
    const head = a.open(headDocument(groupId));
    group.writer.post('between us');
    await group.untilSent();
    c.read(groupId, 1);
    c.open(headDocument(groupId));
    await c.until('it is denied', () => c.denied.has(headDocument(groupId)));
    a.read(groupId, 1);
    await a.until('ada herself is in it', () => progressOf(readReceipts(head.doc), 1, ben.id).read === 1);
    expect(JSON.stringify(readReceipts(head.doc))).not.toContain(cai.id);
    await Promise.all([a.close(), c.close()]);
  });
});
