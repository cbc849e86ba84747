import { globSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2, levels A and AA, and good practice: landmarks, the order of headings, names that tell apart. */
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** WCAG 2.2, levels A and AA, and good practice by axe; all of its rules, or these alone. Pictures beside words are silent. */
export async function expectAccessible(page: Page, what: string, rules?: string[]): Promise<void> {
  const axe = axeOf(page);
  await expectNothingFound(rules === undefined ? axe.withTags(LEVELS) : axe.withRules(rules), what);
  if (rules === undefined) expect(await page.evaluate(readSpokenIcons), what).toEqual([]);
}

/** Runs in the page: icons that say what the library calls them (`plus`, `close-circle`), in English. */
const readSpokenIcons = `[...document.querySelectorAll('.anticon')]
  .filter((icon) => icon.checkVisibility({ visibilityProperty: true }) && icon.closest('[aria-hidden="true"]') === null)
  .filter((icon) => icon.classList.contains('anticon-' + icon.getAttribute('aria-label')))
  .map((icon) => icon.getAttribute('aria-label') + ' in ' + icon.parentElement.outerHTML.slice(0, 200))`;

/** A page that has two forms takes the other one a moment after the screen changed: what is measured is where it comes to rest. */
export async function expectNoWiderThan(page: Page, width: number): Promise<void> {
  await expect.poll(() => page.evaluate<number>(widthOfPage)).toBeLessThanOrEqual(width);
}

/** Runs in the page. */
const widthOfPage = 'document.documentElement.scrollWidth';

/** Whatever axe knows, good practice included, and nothing wider than the screen: pages that people open on a telephone. */
export async function expectAccessibleOnTelephone(page: Page): Promise<void> {
  await expectNothingFound(axeOf(page), page.url());
  await expectNoWiderThan(page, page.viewportSize()?.width ?? 0);
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

/** Words that may stand twice, with the reason. */
const mayRepeat: readonly RegExp[] = [
  // more of a list, and once more after a fault
  /^(加载更多|重试)$/,
  // one action in two places: of a running report above and in the story
  /^登记已报告$/,
  // things that are alike themselves: sessions of one browser
  /^退出$/,
];

/** All that the pages themselves say, in Chinese: what is not among it names a person or a thing, and two may have one name. */
const words: Promise<ReadonlySet<string>> = readWords();

async function readWords(): Promise<ReadonlySet<string>> {
  const web = join(import.meta.dirname, '../src/web');
  const said = new Set<string>();
  const add = (value: unknown): void => {
    if (typeof value === 'string') said.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
  };
  for (const file of globSync('*/*words.zh.ts', { cwd: web })) add(await import(join(web, file)));
  return said;
}

/** Two links or buttons of one name that do different things: whoever hears the names alone cannot tell which is whose. */
export async function expectNamesTellApart(page: Page, what: string): Promise<void> {
  const named = await page.evaluate<readonly [name: string, does: string][]>(readNames);
  const said = await words;
  const doings = Map.groupBy(named, ([name]) => name);
  const alike = [...doings].filter(
    ([name, all]) =>
      said.has(name) &&
      !mayRepeat.some((names) => names.test(name)) &&
      new Set(all.map(([, does]) => does)).size > 1,
  );
  expect(
    alike.map(([name, all]) => `${name} × ${all.length}`),
    what,
  ).toEqual([]);
}

/** Runs in the page; the names are Chinese. A button within a link is that link. */
const readNames = `(() => {
  const seen = (element) => element.checkVisibility() && element.closest('[aria-hidden="true"]') === null;
  const nameOf = (element) => {
    const ids = (element.getAttribute('aria-labelledby') ?? '').split(' ');
    const others = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
    const label = element.labels?.[0]?.textContent ?? '';
    return others || (element.getAttribute('aria-label') ?? (element.textContent || label)).trim();
  };
  return [...document.querySelectorAll('a[href], button')].filter(seen).map((element, index) => [
    nameOf(element),
    element.closest('a[href]')?.href ?? 'button ' + index,
  ]);
})()`;
