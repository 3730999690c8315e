/** What devices were shown as sent: what no fault may take back, double or move. */
import type { RecordId } from '#domain/ids.ts';

export const KINDS = ['message', 'edit', 'deletion', 'reaction'] as const;
export type Kind = (typeof KINDS)[number];

export interface Sent {
  readonly kind: Kind;
  /** The message that it is about, null for a message itself. */
  readonly to: RecordId | null;
  /** Place in the group, null for all but messages. */
  readonly seq: number | null;
}

export class Acknowledged {
  /** By id; it was in the ledger that its author's device had. */
  readonly records = new Map<RecordId, Sent>();
  /** What was refused, in a sentence each. */
  readonly refused: string[] = [];
  /** The messages of each device in the order written, acknowledged or not. */
  readonly written: RecordId[][] = [];

  count(kind: Kind): number {
    return [...this.records.values()].filter((sent) => sent.kind === kind).length;
  }
}
