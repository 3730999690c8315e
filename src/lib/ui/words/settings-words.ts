import { settings, type SettingsWords } from './en/settings.ts';
import { translation } from './translation.svelte.ts';

/** What the settings say; apart from the others, so that nobody loads them who does not open them. */
export const settingsWords = (): SettingsWords => translation()?.settings ?? settings;
