import { describe, expect, test } from 'vitest';
import type { MessageView } from '#client/group.svelte.ts';
import type { GroupEvent } from '#domain/group-events.ts';
import type { RecordId, UserId } from '#domain/ids.ts';
import { arrange } from './arrange.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 20, 12);
const dayKey = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Written and accepted in minutes from noon; null waits on the device of ada, who is reading. */
function said(by: string, written: number, accepted: number | null = written, seq = 0): MessageView {
  return {
    id: `${by}-${written}` as RecordId,
    by: by as UserId,
    mine: by === 'ada',
    text: 'hello',
    original: 'hello',
    deleted: false,
    writtenAt: NOON + written * MINUTE,
    acceptedAt: accepted === null ? null : NOON + accepted * MINUTE,
    seq: accepted === null ? null : seq,
    replyTo: null,
    edits: [],
    reactions: [],
    state: accepted === null ? 'on this device' : 'sent',
    waiting: 0,
  };
}
const rowsOf = (messages: MessageView[], firstNew: number | null = null) =>
  arrange(messages, { firstNew, dayKey, events: [] }).rows;

describe('rows of a conversation', () => {
  test('[U15] one author within five minutes is one group; another author or a pause begins a new one', () => {
    const rows = rowsOf([said('ben', 0), said('ben', 4), said('cai', 5), said('ben', 6), said('ben', 12)]);
    expect(rows.map(({ starts }) => starts)).toEqual([true, false, true, true, true]);
  });

  test('[U14] each day has one separator, by acceptance, so that a late message does not turn back the calendar', () => {
    const rows = rowsOf([said('ben', -24 * 60), said('ben', 0), said('cai', -23 * 60, 1), said('ben', 2)]);
    expect(rows.map(({ startsDay }) => startsDay)).toEqual([true, true, false, false]);
  });

  test('[S2] what waits stays in the last day, whatever the clock of its device says', () => {
    const rows = rowsOf([said('ben', 0), said('ada', -24 * 60, null)]);
    expect(rows.map(({ startsDay }) => startsDay)).toEqual([true, false]);
  });

  test('[U16] the divider stands once, above the first new message, and breaks the group', () => {
    const rows = rowsOf([said('ben', 0, 0, 1), said('ben', 1, 1, 2), said('ben', 2, 2, 3)], 2);
    expect(rows.map(({ isFirstNew }) => isFirstNew)).toEqual([false, true, false]);
    expect(rows[1]?.starts).toBe(true);
  });

  test('[S3][U19] what was accepted more than two minutes later is late and stays one block', () => {
    const rows = rowsOf([
      said('ben', 0),
      said('cai', -120, 1),
      said('cai', -60, 1),
      said('cai', 0, 1),
      said('cai', 2),
    ]);
    expect(rows.map(({ isLate }) => isLate)).toEqual([false, true, true, false, false]);
    expect(rows.map(({ lateCount }) => lateCount)).toEqual([0, 2, 0, 0, 0]);
  });

  describe('and what happened to the group', () => {
    const joined = (after: number, minute: number): GroupEvent => ({
      what: 'joined',
      by: 'cai' as UserId,
      at: NOON + minute * MINUTE,
      after,
    });
    const said3 = [said('ben', 0, 0, 1), said('ben', 1, 1, 2), said('ben', 2, 2, 3)];
    const placed = (messages: MessageView[], ...events: GroupEvent[]) =>
      arrange(messages, { firstNew: null, dayKey, events });
    const countsOf = ({ rows, below }: ReturnType<typeof placed>) => [
      ...rows.map(({ lines }) => lines.length),
      below.length,
    ];

    test('[S1] stands behind the message that was accepted before it, and moves none', () => {
      const arranged = placed(said3, joined(0, -1), joined(2, 1), joined(3, 3));
      expect(countsOf(arranged)).toEqual([1, 0, 1, 1]);
      expect(arranged.rows.map(({ message }) => message.seq)).toEqual([1, 2, 3]);
    });

    test('[S2] stands above what waits', () => {
      const arranged = placed([...said3, said('ada', -60, null)], joined(3, 3));
      expect(countsOf(arranged)).toEqual([0, 0, 0, 1, 0]);
      expect(arranged.rows.map(({ startsDay }) => startsDay)).toEqual([true, false, false, false]);
    });

    test('[U15] breaks a group of one author', () => {
      expect(placed(said3, joined(1, 0)).rows.map(({ starts }) => starts)).toEqual([true, true, false]);
    });

    test('[U14] begins a day, which the message below it then does not', () => {
      const { rows, below } = placed(
        [said('ben', 0, 0, 1), said('ben', 24 * 60, 24 * 60, 2)],
        joined(1, 23 * 60),
        joined(2, 48 * 60),
      );
      expect(rows.map(({ lines, startsDay }) => [lines[0]?.startsDay, startsDay])).toEqual([
        [undefined, true],
        [true, false],
      ]);
      expect(below.map(({ startsDay }) => startsDay)).toEqual([true]);
    });

    test('stands alone in a group where nothing was said', () => {
      expect(countsOf(placed([], joined(0, 0)))).toEqual([1]);
    });
  });
});
