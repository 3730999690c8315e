import type { Role } from '../people.ts';

/** Who may use an operation at all; each operation asks further about the thing that it is about. */
export const WHO = {
  /** Also who is not signed in. */
  anyone: 'Anyone',
  /** Everybody of the organisation. */
  'signed-in': 'Everybody who is signed in',
  /** Everybody of the organisation but guests. */
  'not-guest': 'Everybody who is signed in, but guests',
  administrator: 'The owner and administrators',
  owner: 'The owner',
} as const satisfies Record<string, string>;
export type Who = keyof typeof WHO;

/** Whether somebody with this role may use it. */
export function isAmong(who: Who, role: Role): boolean {
  switch (who) {
    case 'anyone':
    case 'signed-in':
      return true;
    case 'not-guest':
      return role !== 'guest';
    case 'administrator':
      return role === 'owner' || role === 'administrator';
    case 'owner':
      return role === 'owner';
  }
}
