import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Screen } from './journey.ts';

/** [U53] Asks axe about what is on a screen, light and dark: by the rules of WCAG, or by all that it has. */
export async function expectAccessible(
  { page }: Screen,
  where: string,
  rules: 'WCAG' | 'all' = 'WCAG',
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Until it is painted some of what axe reads is still of the other theme.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
    );
    const axe = new AxeBuilder({ page })
      .options({ resultTypes: ['violations'] })
      // In one go, in the page: the other way opens one more page for each, to join what frames say, of which there are none.
      .setLegacyMode();
    if (rules === 'WCAG') axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${where}, ${colorScheme}: ${id} ${nodes[0]?.html}`);
    expect(found).toEqual([]);
  }
}
