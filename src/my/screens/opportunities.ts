import { isActive } from '../../domain/volunteers/sign-up.ts';
import { categoryNames } from '../../domain/volunteers/profile-words.ts';
import { namesOfRequirements } from '../../domain/volunteers/qualification-words.ts';
import { stepsBetween } from '../../domain/region-steps.ts';
import { sayShiftTimes } from '../../domain/calendar/spoken-span.ts';
import { newId } from '../../plain/new-id.ts';
import { element } from '../../plain/element.ts';
import { type Account, type OwnShift, type PublicOpportunity, Refusal } from '../door.ts';
import { acting } from '../form.ts';
import { hashOf, type Page } from '../page.ts';
import { heading, section, step } from './frame.ts';

type Shift = PublicOpportunity['shifts'][number];
type Place = Shift['places'][number];

/** What the organisations ask for: what is nearest to home first, as far as that is known, and of that the next shift. */
export function opportunitiesScreen(
  page: Page,
  found: readonly PublicOpportunity[],
  home: string | null,
): HTMLElement[] {
  const { say, language } = page;
  const stepsTo = ({ regionCode }: PublicOpportunity) => stepsBetween(regionCode, home) ?? 0;
  const cards = [...found]
    .sort((one, other) => stepsTo(one) - stepsTo(other))
    .map((one) => {
      const [next] = one.shifts;
      const free = one.shifts.filter(({ places }) => places.some((place) => place.free > 0)).length;
      return element(
        'li',
        {},
        element('strong', {}, one.title),
        element('p', { class: 'quiet' }, `${organisationOf(page, one)} · ${one.siteName}`),
        next === undefined
          ? undefined
          : element(
              'p',
              {},
              say('nextShift', { when: sayShiftTimes(language, { ...next, timeZone: one.timeZone }) }),
            ),
        element('p', { class: 'quiet' }, say(free > 0 ? 'shiftsFree' : 'shiftsFull', { n: free })),
        step(say('look'), hashOf({ at: 'opportunity', id: one.id }), true),
      );
    });
  return [
    heading(say('opportunitiesTitle')),
    ...(cards.length === 0
      ? [element('p', {}, say('opportunitiesNone'))]
      : [
          element('p', { class: 'quiet' }, say(home === null ? 'nearUnknown' : 'nearFirst')),
          narrowing(page, cards),
          element('ul', { class: 'cards' }, ...cards),
        ]),
    element('nav', {}, step(say('back'), '#')),
  ];
}

/** Hides the cards in which the typed words do not all stand. */
function narrowing({ say }: Page, cards: readonly HTMLElement[]): HTMLElement {
  const none = element('span', { role: 'status' });
  const input = element('input', {
    id: 'narrow',
    type: 'search',
    maxlength: 60,
    autocomplete: 'off',
    placeholder: say('narrowHint'),
  });
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/);
    for (const card of cards) {
      const text = (card.textContent ?? '').toLowerCase();
      card.hidden = !words.every((word) => text.includes(word));
    }
    none.textContent = cards.every(({ hidden }) => hidden) ? say('narrowNone') : '';
  });
  return element('p', { class: 'field' }, element('label', { for: 'narrow' }, say('narrow')), input, none);
}

/** One of them, with its shifts: signing up is one press. */
export function opportunityScreen(
  page: Page,
  account: Account,
  { found, own }: { found: PublicOpportunity | undefined; own: readonly OwnShift[] },
): HTMLElement[] {
  const { say, language } = page;
  const back = element('nav', {}, step(say('back'), '#opportunities'));
  if (found === undefined)
    return [heading(say('opportunitiesTitle')), element('p', {}, say('opportunityGone')), back];
  const category = found.category === null ? [] : [categoryNames[found.category][language]];
  const active = own.filter((one) => isActive(one.status));
  const rows = found.shifts.map((shift) => shiftRow(page, account, { found, shift, active }));
  return [
    heading(found.title),
    element('p', { class: 'quiet' }, [organisationOf(page, found), found.siteName, ...category].join(' · ')),
    ...paragraphs(found.description),
    section(say('risks'), ...paragraphs(found.risks)),
    requirementsOf(page, found),
    found.place === '' ? undefined : section(say('meetAt'), element('p', {}, found.place)),
    section(
      say('shiftsToCome'),
      rows.length === 0
        ? element('p', { class: 'quiet' }, say(found.isOpen ? 'shiftsNone' : 'shiftsClosed'))
        : element('ul', { class: 'cards' }, ...rows),
    ),
    back,
  ].filter((content) => content !== undefined);
}

function shiftRow(
  page: Page,
  account: Account,
  { found, shift, active }: { found: PublicOpportunity; shift: Shift; active: readonly OwnShift[] },
): HTMLElement {
  const { say, language } = page;
  const mine = active.find(({ shiftId }) => shiftId === shift.id);
  const when = element('strong', {}, sayShiftTimes(language, { ...shift, timeZone: found.timeZone }));
  if (mine !== undefined)
    return element(
      'li',
      {},
      when,
      element('p', { class: 'state accepted' }, say(`signUp_${mine.status}`, { n: mine.position ?? 0 })),
      step(say('shiftsMine'), '#shifts'),
    );
  return element(
    'li',
    {},
    when,
    ...shift.places.map((place) => signUpLine(page, account, { found, shift, place })),
  );
}

function signUpLine(
  page: Page,
  account: Account,
  { found, shift, place }: { found: PublicOpportunity; shift: Shift; place: Place },
): HTMLElement {
  const { say, door } = page;
  const isFree = place.free > 0;
  const role = place.role === '' ? '' : `${place.role} · `;
  const left = isFree ? say('placesFree', { n: place.free }) : say('placesWaiting', { n: place.waiting });
  // pressed again after an answer was lost, it is the same sign-up
  const id = newId();
  const line = element('div', {}, element('p', { class: 'quiet' }, `${role}${left}`));
  const sign = acting(say(isFree ? 'signUpNow' : 'waitInLine'), async () => {
    try {
      const { status } = await door.signUpForShift(shift.id, { id, role: place.role });
      page.enter(account, { at: 'shifts' }, status === 'confirmed' ? 'signedUp' : 'inLine');
    } catch (error) {
      if (error instanceof Refusal && error.code === 'volunteer_not_member')
        line.append(step(say('join'), hashOf({ at: 'join', organisationId: found.organisationId }), true));
      throw error;
    }
  });
  line.append(sign);
  return line;
}

function requirementsOf({ say, language }: Page, found: PublicOpportunity): HTMLElement | undefined {
  const lines = namesOfRequirements(found.requirements).map((name) => name[language]);
  if (lines.length === 0) return undefined;
  return section(
    say('requirements'),
    element('ul', { class: 'lines' }, ...lines.map((line) => element('li', {}, line))),
  );
}

function organisationOf({ language }: Page, one: PublicOpportunity): string {
  return language === 'en' && one.organisationNameEn !== null ? one.organisationNameEn : one.organisationName;
}

function paragraphs(text: string): HTMLElement[] {
  return text.split('\n').map((line) => element('p', {}, line));
}
