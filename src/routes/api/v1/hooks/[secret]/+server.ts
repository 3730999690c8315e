import * as v from 'valibot';
import type { RecordId } from '#domain/ids.ts';
import { operation, tooMany } from '#server/api/operation.ts';
import { RequestLimit } from '#server/api/request-limit.ts';
import { named, recordId } from '#server/api/schemas.ts';
import { writtenProblem } from '#server/api/written-problem.ts';
import { application } from '#server/application.ts';
import { newId } from '#server/people.ts';

const limit = new RequestLimit(() => application().requestRates);

export const POST = operation(
  {
    summary: 'Write into a group by the address of a webhook',
    description: 'Needs nothing but the address. With an `id` the same message can be sent again.',
    tag: 'webhooks',
    who: 'anyone',
    params: { secret: v.string() },
    missing: 'There is no such webhook.',
    body: v.strictObject({ id: v.optional(recordId), text: v.string() }),
    answers: { 201: named },
  },
  async ({ params: { secret }, body: { id = newId() as RecordId, text }, missing }) => {
    const { webhooks, writeRecord } = application();
    const webhook = await webhooks.find(secret);
    if (!webhook) return missing();
    const waitMs = limit.take('webhook', webhook.id, 5);
    if (waitMs > 0) return tooMany(waitMs);
    const record = { id, by: webhook.madeBy, text, at: Date.now() };
    const written = await writeRecord(webhook.groupId, 'messages', record);
    return writtenProblem(written, missing) ?? { id };
  },
);
