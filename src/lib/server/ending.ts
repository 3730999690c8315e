/** [S18] [S20] What ended, as one instance says it to the others: migration 0028 does, in the commit that ends it. */
import type { GroupId, UserId } from '#domain/ids.ts';

/** Somebody is no longer a member, or no longer signed in, or no longer active, or a guest now. */
export type Ending =
  | { readonly what: 'membership'; readonly groupId: GroupId; readonly userId: UserId }
  | { readonly what: 'session'; readonly sessionId: string }
  | { readonly what: 'person'; readonly userId: UserId }
  | { readonly what: 'directory'; readonly userId: UserId };

/** Reads what the database says; nobody else may speak on that channel. */
export const readEnding = (said: string): Ending => JSON.parse(said) as Ending;
