import { CairnError } from '#client/cairn.svelte.ts';

/** A sentence for the person: the client's own, or that nobody knows. The unexpected is reported, not hidden. */
export function messageOf(error: unknown): string {
  if (error instanceof CairnError) return error.message;
  reportError(error);
  return 'That did not work, and the reason is not known. Try again.';
}
