import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ada, ben, cai, id } from '../../../tests/convergence/people.ts';
import { RECEIPTS_CLIENT, SERVER_CLIENT } from './client-id.ts';
import type { UserId } from './ids.ts';
import {
  COUNTED_MEMBERS_MAX,
  gatherReceipts,
  NAMED_MEMBERS_MAX,
  namesOf,
  progressOf,
  readReceipts,
  writeReceipts,
  type Receipt,
} from './receipts.ts';
import { headInfo } from './server-documents.ts';

const at = (userId: UserId, delivered: number, read: number): Receipt => ({ userId, delivered, read });
const three = [at(ada.userId, 9, 9), at(ben.userId, 7, 4), at(cai.userId, 5, 5)];

describe('[S10] receipts of a group', () => {
  test('have names up to 30 members, counts up to 200, and are none above', () => {
    expect(gatherReceipts(three, NAMED_MEMBERS_MAX)).toHaveProperty('named');
    for (const members of [NAMED_MEMBERS_MAX + 1, COUNTED_MEMBERS_MAX]) {
      const counted = gatherReceipts(three, members);
      expect(counted).toEqual({
        delivered: [
          [5, 1],
          [7, 1],
          [9, 1],
        ],
        read: [
          [4, 1],
          [5, 1],
          [9, 1],
        ],
      });
      expect(JSON.stringify(counted)).not.toContain(ben.userId);
    }
    expect(gatherReceipts(three, COUNTED_MEMBERS_MAX + 1)).toBeNull();
  });

  test.each([
    [4, { delivered: 2, read: 2 }],
    [5, { delivered: 2, read: 1 }],
    [6, { delivered: 1, read: 0 }],
    [8, { delivered: 0, read: 0 }],
  ])('count the others of a message with the number %i, by names and by counts alike', (seq, progress) => {
    expect(progressOf(gatherReceipts(three, 3), seq, ada.userId)).toEqual(progress);
    expect(progressOf(gatherReceipts(three, 31), seq, ada.userId)).toEqual(progress);
  });

  test('name who has read a message and who has only received it', () => {
    expect(namesOf(gatherReceipts(three, 3), 5, ada.userId)).toEqual({
      delivered: [ben.userId],
      read: [cai.userId],
    });
    expect(namesOf(gatherReceipts(three, 31), 5, ada.userId)).toBeNull();
    expect(namesOf(null, 5, ada.userId)).toBeNull();
  });

  test('written a thousand times they leave two structs, whatever else the head is told in between', () => {
    const doc = new Y.Doc();
    for (let seq = 1; seq <= 1_000; seq++) {
      doc.clientID = RECEIPTS_CLIENT;
      writeReceipts(doc, { named: [[id<UserId>('ben'), seq, seq]] });
      doc.clientID = SERVER_CLIENT;
      headInfo(doc).set('liveVolume', seq);
    }
    expect(readReceipts(doc)).toEqual({ named: [[id<UserId>('ben'), 1_000, 1_000]] });
    const loaded = new Y.Doc();
    Y.applyUpdate(loaded, Y.encodeStateAsUpdate(doc));
    for (const one of [doc, loaded]) expect(one.store.clients.get(RECEIPTS_CLIENT)).toHaveLength(2);
  });

  test('written again without a change they cost nothing', () => {
    const doc = new Y.Doc();
    writeReceipts(doc, gatherReceipts(three, 3));
    const before = Y.encodeStateVector(doc);
    writeReceipts(doc, gatherReceipts(three, 3));
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });
});
