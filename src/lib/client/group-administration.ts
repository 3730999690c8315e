/** What only the server can do to a group: each of these needs a connection, and comes back by head and inbox. */
import type { GroupId, UserId } from '#domain/ids.ts';
import type { GroupHistory, MemberRole } from '#domain/server-documents.ts';
import { call } from './api.ts';

/** A channel that can be joined, or that this person is in. */
export interface Channel {
  readonly id: GroupId;
  readonly name: string;
  readonly description: string;
  readonly history: GroupHistory;
  readonly members: number;
  readonly isMember: boolean;
}

export interface GroupSettings {
  readonly name?: string;
  readonly description?: string;
  readonly history?: GroupHistory;
  readonly archived?: boolean;
  /** For how many days messages are kept, 0 for ever; null where the organisation decides. */
  readonly retentionDays?: number | null;
}

/** A member, and what their devices say of themselves; times as ISO 8601. */
export interface MemberReadiness {
  readonly id: UserId;
  readonly name: string;
  readonly devices: readonly {
    readonly name: string;
    readonly lastUsedAt: string;
    /** Null where it is not ready. */
    readonly readyUntil: string | null;
    /** Null where it never looked. */
    readonly checkedAt: string | null;
  }[];
}

/** The channels there are, by name. @throws CairnError */
export async function fetchChannels(): Promise<readonly Channel[]> {
  return (await call<{ channels: Channel[] }>('GET', '/api/v1/channels')).channels;
}

/** Every method throws CairnError with a sentence when it was not done. */
export class GroupAdministration {
  readonly #path: string;

  constructor(groupId: GroupId) {
    this.#path = `/api/v1/groups/${groupId}`;
  }

  async update(settings: GroupSettings): Promise<void> {
    await call('PATCH', this.#path, settings);
  }

  async add(members: readonly UserId[]): Promise<void> {
    await call('POST', `${this.#path}/members`, { members });
  }

  async remove(userId: UserId): Promise<void> {
    await call('DELETE', `${this.#path}/members/${userId}`);
  }

  async setRole(userId: UserId, role: MemberRole): Promise<void> {
    await call('PATCH', `${this.#path}/members/${userId}`, { role });
  }

  async readiness(): Promise<readonly MemberReadiness[]> {
    return (await call<{ members: MemberReadiness[] }>('GET', `${this.#path}/readiness`)).members;
  }

  /** Makes somebody else the admin in one's own place. */
  async handOver(to: UserId, from: UserId): Promise<void> {
    await this.setRole(to, 'admin');
    await this.setRole(from, 'member');
  }
}
