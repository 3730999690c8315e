/** What page and search worker tell each other. */
import type { UserId } from '#domain/ids.ts';
import type { Coverage, FoundIn, Wish } from './search-index.ts';

export type ToWorker =
  /** First of all: whose device it is, and the prefix of their databases. */
  | { readonly kind: 'begin'; readonly me: UserId; readonly disk: string }
  /** A volume as the page has it; with null it is to be read from the disk. */
  | { readonly kind: 'put'; readonly volume: string; readonly state: Uint8Array | null }
  | { readonly kind: 'drop'; readonly volume: string }
  | { readonly kind: 'find'; readonly number: number; readonly wish: Wish };

export type FromWorker =
  /** Something can be found, or no longer be found. */
  | { readonly kind: 'changed'; readonly coverage: Coverage; readonly unread: number }
  | { readonly kind: 'found'; readonly number: number; readonly found: readonly FoundIn[] };
