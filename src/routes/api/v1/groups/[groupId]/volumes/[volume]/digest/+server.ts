import * as v from 'valibot';
import { ledgerDigest } from '#domain/ledger-digest.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, queryNumber } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const GET = operation(
  {
    summary: 'A digest of what was decided in a volume, to compare with what a device has',
    description:
      'Of the first `rev` entries of the ledger as the database has them: SHA-256 of their JSON, in hexadecimal. ' +
      '`rev` in the answer is how many there are in all.',
    tag: 'messages',
    who: 'signed-in',
    params: { groupId, volume: v.pipe(v.string(), v.regex(/^[1-9]/), queryNumber(1, 9_999_999)) },
    query: { rev: queryNumber(0, 9_999_999) },
    missing: 'You are not a member of such a group.',
    answers: { 200: v.object({ rev: v.number(), digest: v.string() }) },
  },
  async ({ me, params: { groupId, volume }, query, missing }) => {
    const { groups, snapshots } = application();
    if (!(await groups.mayRead(groupId, volume, me.id))) return missing();
    const entries = await snapshots.ledger(groupId, volume);
    return { rev: entries.length, digest: ledgerDigest(entries.slice(0, query.rev)) };
  },
);
