/** Addresses by which programs write into a group, in the name of the admin who made them. */
import type { GroupId, UserId } from '#domain/ids.ts';
import { call } from './api.ts';

export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly madeBy: UserId;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

const pathOf = (groupId: GroupId): string => `/api/v1/groups/${groupId}/webhooks`;

/** @throws CairnError */
export const fetchWebhooks = async (groupId: GroupId): Promise<readonly Webhook[]> =>
  (await call<{ webhooks: Webhook[] }>('GET', pathOf(groupId))).webhooks;

/** @returns its address, which nobody can be shown again @throws CairnError */
export const makeWebhook = async (groupId: GroupId, name: string): Promise<string> =>
  (await call<{ url: string }>('POST', pathOf(groupId), { name })).url;

/** @throws CairnError */
export async function revokeWebhook(groupId: GroupId, id: string): Promise<void> {
  await call('DELETE', `${pathOf(groupId)}/${encodeURIComponent(id)}`);
}
