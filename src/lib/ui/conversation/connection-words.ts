import { format } from '#client/format.ts';
import type { ConnectionState } from '#client/connection.svelte.ts';
import { words } from '../words/words.ts';

interface Standing {
  readonly state: ConnectionState | null;
  readonly upToDateAt: number | null;
  readonly unsent: number;
}

/** What the connection line says; never more than is known. */
export function connectionWords({ state, upToDateAt, unsent }: Standing, now: number): string {
  const say = words().conversation.connection;
  switch (state) {
    case 'offline':
      return upToDateAt === null ? say.offline : say.offlineSince(format.moment(upToDateAt, now));
    case 'syncing':
      return unsent > 0 ? say.syncingCount(unsent) : say.syncing;
    case 'up to date':
      return say.upToDate;
    case 'signed out':
      return say.signedOut;
    case 'connecting':
    case null:
      return say.connecting;
  }
}
