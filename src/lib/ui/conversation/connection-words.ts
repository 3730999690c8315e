import { format } from '#client/format.ts';
import type { ConnectionState } from '#client/connection.svelte.ts';

interface Standing {
  readonly state: ConnectionState | null;
  readonly upToDateAt: number | null;
  readonly unsent: number;
}

/** What the connection line says; never more than is known. */
export function connectionWords({ state, upToDateAt, unsent }: Standing, now: number): string {
  const since = upToDateAt === null ? '' : ` · up to date at ${format.moment(upToDateAt, now)}`;
  switch (state) {
    case 'offline':
      return `No connection${since}`;
    case 'syncing':
      return unsent > 0 ? `Syncing ${unsent}` : 'Syncing…';
    case 'up to date':
      return 'Up to date';
    case 'signed out':
      return 'Signed out: sign in to send';
    case 'connecting':
    case null:
      return 'Connecting…';
  }
}
