import type { ConnectionState } from '#client/connection.svelte.ts';
import type { StorageState } from '#client/storage.svelte.ts';

interface Standing {
  readonly storage: StorageState;
  readonly connection: ConnectionState | null;
  readonly unsent: number;
}

/** What is said of a device that may not keep what is written on it; null while there is nothing to say. */
export function storageWords({ storage, connection, unsent }: Standing): string | null {
  switch (storage) {
    case 'full':
      return 'This device has no space left: messages are kept in memory only while this page is open, and are sent while there is a connection.';
    case 'failing':
      return 'This browser lets nothing be stored: messages are kept in memory only while this page is open, and are sent while there is a connection.';
    case 'evictable':
      // Said only when there is something to lose: in everyday use it would be noise.
      return unsent > 0 && (connection === 'offline' || connection === 'signed out')
        ? 'Unsent messages are on this device, but a private window forgets them when it is closed.'
        : null;
    case 'opening':
    case 'lasting':
      return null;
  }
}
