/** A message in each state that one can be in, as a conversation hands them to its components. */
import type { MessageProgress, MessageView } from '#client/group.svelte.ts';
import type { RecordId, UserId } from '#domain/ids.ts';

export const ADA = 'adaadaadaadaadaa' as UserId;
export const BEN = 'benbenbenbenbenb' as UserId;

const NOON = new Date(2026, 4, 3, 12).getTime();
const MINUTE_MS = 60_000;

export interface Sample {
  /** What is special about it, in one word of code. */
  readonly state: string;
  readonly message: MessageView;
  readonly progress: MessageProgress;
  readonly isLate: boolean;
  readonly starts: boolean;
}

interface Wanted extends Partial<MessageView> {
  readonly how?: MessageProgress['state'];
  readonly isLate?: boolean;
  readonly starts?: boolean;
}

function sample(state: string, { how = 'sent', isLate = false, starts = true, ...wanted }: Wanted): Sample {
  const text = wanted.text ?? '62 m, 4 °C';
  const isWaiting = how === 'saving' || how === 'on this device';
  const message: MessageView = {
    ...{ id: state.padEnd(16, '-') as RecordId, by: ADA, mine: true, text, original: text },
    ...{ writtenAt: NOON, acceptedAt: isWaiting ? null : NOON + 1_000, seq: isWaiting ? null : 1 },
    ...{ replyTo: null, edits: [], deleted: false, reactions: [], waiting: 0 },
    state: isWaiting ? how : 'sent',
    ...wanted,
  };
  return { state, message, progress: { state: how, people: 2, others: 3 }, isLate, starts };
}
const theirs = { by: BEN, mine: false };
const edit = {
  text: '63 m',
  at: NOON + MINUTE_MS,
  acceptedAt: NOON + MINUTE_MS,
} as MessageView['edits'][number];

export const SAMPLES: readonly Sample[] = [
  sample('theirs', theirs),
  sample('continues', { ...theirs, starts: false }),
  sample('late', { ...theirs, isLate: true, writtenAt: NOON - 90 * MINUTE_MS }),
  sample('markdown', { ...theirs, text: '**1** _2_ ~~3~~ `4`\n> 5\n- 6\n```\n7\n```\nhttps://example.org' }),
  sample('mention', { ...theirs, text: '@ada 62 m?' }),
  sample('emoji', { ...theirs, text: '👍🎉' }),
  sample('reacted', { ...theirs, reactions: [{ emoji: '👍', by: [ADA, BEN] }] as MessageView['reactions'] }),
  sample('long', { ...theirs, text: '62 m, 4 °C, 17 %. '.repeat(120) }),
  sample('erased', { ...theirs, deleted: true, text: '' }),
  ...(['saving', 'on this device', 'sent', 'delivered', 'read'] as const).map((how) => sample(how, { how })),
  sample('edited', { edits: [edit], text: '63 m' }),
  sample('changing', { waiting: 1 }),
  sample('replies', { replyTo: 'theirs'.padEnd(16, '-') as RecordId }),
];
