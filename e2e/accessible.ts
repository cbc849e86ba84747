import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2, levels A and AA */
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** WCAG 2.2, levels A and AA, by axe; all of its rules, or these alone. */
export async function expectAccessible(page: Page, what: string, rules?: string[]): Promise<void> {
  const axe = axeOf(page);
  await expectNothingFound(rules === undefined ? axe.withTags(LEVELS) : axe.withRules(rules), what);
}

/** Whatever axe knows, good practice included, and nothing wider than the screen: pages that people open on a telephone. */
export async function expectAccessibleOnTelephone(page: Page): Promise<void> {
  await expectNothingFound(axeOf(page), page.url());
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBe(0);
}

/**
 * No page has a frame, so that axe may stay where it looks, instead of putting together what it found in a page of its own; and it
 * words what is wrong only.
 */
function axeOf(page: Page): AxeBuilder {
  expect(page.frames()).toHaveLength(1);
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
}

async function expectNothingFound(axe: AxeBuilder, what: string): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, any }) => `${id} ${target.join(' ')} ${any[0]?.message ?? html}`),
  );
  expect(found, what).toEqual([]);
}
