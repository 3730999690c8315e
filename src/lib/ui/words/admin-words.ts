import { admin, type AdminWords } from './en/admin.ts';
import { translation } from './translation.svelte.ts';

/** What the pages of administrators say; apart from the others, so that nobody loads them who does not open them. */
export const adminWords = (): AdminWords => translation()?.admin ?? admin;
