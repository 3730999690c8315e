import { format } from '#client/format.ts';
import type { Role } from '#client/administration.ts';
import { now } from '../kit/now.ts';

export const ROLE_WORDS: Record<Role, string> = {
  owner: 'Owner',
  administrator: 'Administrator',
  member: 'Member',
  guest: 'Guest',
};

/** Day and time of what the server dates. */
export function whenOf(iso: string): string {
  const at = Date.parse(iso);
  return `${format.day(at, now())}, ${format.time(at)}`;
}
