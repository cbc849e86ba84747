import { regionPrefix } from '../../domain/region-prefix.ts';
import { element } from '../../plain/element.ts';
import type { Region } from '../door.ts';
import type { Page } from '../page.ts';

type Level = 'province' | 'city' | 'county';

/**
 * Where somebody lives, no nearer than the county: province, city and county one after the other. What is chosen stands in a field that
 * is not seen, so that it outlives a change of language, and a list that does not come.
 */
export function regionField(page: Page, code: string | null | undefined): HTMLElement {
  const { say } = page;
  const chosen = element('input', { type: 'hidden', name: 'regionCode', value: code ?? '' });
  const levels = element('p', { class: 'row' });
  const field = element(
    'fieldset',
    { class: 'rows' },
    element('legend', {}, say('region')),
    element('span', { class: 'quiet' }, say('regionWhy')),
    levels,
    chosen,
    element('span', { id: 'regionCode-error', class: 'error' }),
  );
  // of two that are under way the later one shows what was chosen last
  let turn = 0;
  const draw = async () => {
    turn += 1;
    const mine = turn;
    const lists = await listsTo(page, chosen);
    if (mine !== turn) return;
    // whoever chooses by the keyboard goes on where they are
    const at = [...levels.children].findIndex((list) => list === document.activeElement);
    levels.replaceChildren(...lists.map((list) => levelOf(page, list, chosen, draw)));
    const there = levels.children[at];
    if (there instanceof HTMLElement) there.focus();
  };
  void draw();
  return field;
}

interface RegionList {
  /** what is chosen where nothing below it is; empty: nowhere */
  readonly parent: string;
  readonly level: Level;
  readonly items: readonly Region[];
  readonly chosen: Region | undefined;
}

/** The list of provinces, and below each that is chosen the next, as far as there are any. */
async function listsTo({ door }: Page, input: HTMLInputElement): Promise<RegionList[]> {
  const lists: RegionList[] = [];
  for (let parent: Region | undefined; ;) {
    // without a network what was said before stays
    const items = await door.listRegions(parent?.code).catch(() => []);
    const [first] = items;
    if (first === undefined) return lists;
    // read once a list is there: what was typed comes back to a screen after it is drawn
    const { value } = input;
    const chosen = items.find(({ code }) => value !== '' && value.startsWith(regionPrefix(code)));
    lists.push({ parent: parent?.code ?? '', level: first.level as Level, items, chosen });
    // no nearer is anybody's business
    if (chosen === undefined || chosen.level === 'county') return lists;
    parent = chosen;
  }
}

function levelOf(
  { say, language }: Page,
  { parent, level, items, chosen }: RegionList,
  input: HTMLInputElement,
  draw: () => Promise<void>,
): HTMLElement {
  const label = say(`region_${level}`);
  const nameOf = ({ name, nameEn }: Region) => (language === 'en' && nameEn !== null ? nameEn : name);
  const select = element(
    'select',
    { 'aria-label': label },
    element('option', { value: parent }, label),
    ...items.map((one) =>
      element('option', { value: one.code, selected: one.code === chosen?.code }, nameOf(one)),
    ),
  );
  select.addEventListener('change', () => {
    input.value = select.value;
    void draw();
  });
  return select;
}
