import type { ConnectionState } from '#client/connection.svelte.ts';
import type { StorageState } from '#client/storage.svelte.ts';
import { words } from '../words/words.ts';

interface Standing {
  readonly storage: StorageState;
  readonly connection: ConnectionState | null;
  readonly unsent: number;
}

/** What is said of a device that may not keep what is written on it; null while there is nothing to say. */
export function storageWords({ storage, connection, unsent }: Standing): string | null {
  const say = words().conversation.storage;
  switch (storage) {
    case 'full':
      return say.full;
    case 'failing':
      return say.failing;
    case 'evictable':
      // Said only when there is something to lose: in everyday use it would be noise.
      return unsent > 0 && (connection === 'offline' || connection === 'signed out') ? say.evictable : null;
    case 'opening':
    case 'lasting':
      return null;
  }
}
