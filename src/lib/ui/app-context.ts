/** What the screens find around them, provided once by the layout of the signed-in routes. */
import { createContext } from 'svelte';
import type { Cairn } from '#client/cairn.svelte.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { CalmConnection } from './conversation/calm-connection.svelte.ts';
import type { Overlay } from './keyboard/overlay.svelte.ts';

export interface App {
  readonly cairn: Cairn;
  readonly calm: CalmConnection;
  readonly overlay: Overlay;
  /** Sizes and sentences of the domain, whose code this room does not import. */
  readonly limits: { readonly text: number; readonly name: number; readonly description: number };
  refusalSentence(refusal: Refusal): string;
}

export const [getApp, setApp] = createContext<App>();
