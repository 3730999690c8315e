/** What really happened, so that a batch of schedules can show that its promises were put to the test. */
export const SITUATIONS = [
  // writing
  'written online',
  'written offline',
  'edited by two devices at once',
  'old message changed',
  'read',
  // the network
  'delivered twice',
  'connection broken with frames under way',
  'frame cut off in the middle',
  'device half-open',
  'server half-open',
  'late frame of a connection that is gone',
  'frozen',
  'slow',
  'passed over until answered',
  'sent in slices',
  // the log
  'several submissions in one commit',
  'committed again at the same place',
  'server killed between commit and broadcast',
  'server killed before a commit',
  'compacted',
  // refusals
  'refused: malformed',
  'refused: duplicate',
  'refused: target-deleted',
  'refused: not-yours',
  'refused: group-archived',
  'refused: not-allowed',
  'refused: unknown-target',
  'not delivered',
  // volumes
  'volume opened',
  'message carried',
  'change carried',
  'carried message changed',
  'carried record delivered again',
  'old volume closed',
  // erasure
  'erased',
  'erased with its edits and reactions',
  'erased in an old volume',
  'disk rewritten',
  // membership
  'removed',
  'removed with records under way',
  'submitted after the removal',
  'left with unsent records',
  'taken in again',
  'demoted',
  'archived',
  // the device
  'reloaded offline with unsent records',
  'backlog of several sessions',
  'power cut with unflushed records',
  'began anew with unsent records',
  'poisoned and rebuilt',
  'destroyed with unsent records',
  'neighbouring tab heard',
  // the database
  'restored from a backup',
  'restore took accepted records back',
  'sent again after a restore',
] as const;
export type Situation = (typeof SITUATIONS)[number];
