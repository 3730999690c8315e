import { dev } from '$app/environment';
import { error } from '@sveltejs/kit';

/** For who works on the look; people who use Cairn do not meet it. */
export const ssr = false;
export function load(): void {
  if (!dev) error(404);
}
