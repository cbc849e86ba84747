import { sayShiftTimes } from '../../domain/calendar/spoken-span.ts';
import { isActive, leavingNames, leavingReasons } from '../../domain/volunteers/sign-up.ts';
import { tightMinutes } from '../../domain/volunteers/tight-way.ts';
import { button, element } from '../../plain/element.ts';
import { newId } from '../../plain/new-id.ts';
import type { Account, OwnShift, PublicOpportunity } from '../door.ts';
import { acting, choice, formOf, textOf } from '../form.ts';
import { hashOf, type Page } from '../page.ts';
import { sayMoment } from '../words.ts';
import { attendanceOf, keptNotes, type OwnTime, presenceCards, wasThere } from './attendance.ts';
import { heading, step } from './frame.ts';
import { whatOf } from './shift-lines.ts';

/** The shifts that one signed up for: what waits for an answer first, then the next, then what is over. */
export function shiftsScreen(page: Page, account: Account, own: OwnTime): HTMLElement[] {
  const { say } = page;
  const now = page.door.now().toISOString();
  const coming = own.shifts.filter(({ status, endsAt }) => isActive(status) && endsAt > now);
  const past = own.shifts.filter((one) => !coming.includes(one));
  return [
    heading(say('shiftsTitle')),
    ...keptNotes(page, own),
    ...presenceCards(page, own, coming),
    coming.length === 0
      ? element('p', {}, say('shiftsNoneMine'))
      : element(
          'ul',
          { class: 'cards' },
          ...coming.map((one) => comingCard(page, account, { one, way: minutesOnTheWay(coming, one), own })),
        ),
    step(say('opportunitiesFind'), '#opportunities', coming.length === 0),
    calendarOf(page),
    past.length === 0
      ? undefined
      : element(
          'details',
          {},
          element('summary', {}, say('shiftsPast')),
          element('ul', { class: 'lines' }, ...past.map((one) => pastLine(page, own, one))),
        ),
    element('nav', {}, step(say('back'), '#')),
  ].filter((content) => content !== undefined);
}

/** An address at which one's calendar reads them. */
function calendarOf({ say, door }: Page): HTMLElement {
  const address = element('p', { class: 'number', role: 'status' });
  const make = acting(say('calendarMake'), async () => {
    address.textContent = await door.makeShiftFeed();
  });
  const end = acting(say('calendarEnd'), async () => {
    await door.endShiftFeed();
    address.textContent = say('calendarEnded');
  });
  return element(
    'details',
    {},
    element('summary', {}, say('calendarTitle')),
    element('p', { class: 'quiet' }, say('calendarText')),
    element('p', { class: 'actions' }, make, end),
    address,
  );
}

/** The next one, for whoever opens the page on the way there. */
export function nextShift(page: Page, own: OwnTime): HTMLElement | undefined {
  const now = page.door.now().toISOString();
  const next = own.shifts.find(({ status, endsAt }) => status === 'confirmed' && endsAt > now);
  if (next === undefined) return undefined;
  return element('div', { class: 'next' }, ...whatOf(page, next));
}

/** Minutes on the way from one at another place that ends so shortly before that there is hardly time for it. */
function minutesOnTheWay(coming: readonly OwnShift[], one: OwnShift): number | undefined {
  return coming.map((other) => tightMinutes(other, one)).find((minutes) => minutes !== undefined);
}

function comingCard(
  page: Page,
  account: Account,
  { one, way, own }: { one: OwnShift; way: number | undefined; own: OwnTime },
): HTMLElement {
  const { say, door, language } = page;
  const hasBegun = one.startsAt <= door.now().toISOString() || wasThere(page, own, one.shiftId);
  const confirm =
    one.confirmBy === null
      ? []
      : [
          element('p', { class: 'told' }, say('confirmUntil', { when: sayMoment(language, one.confirmBy) })),
          acting(
            say('confirm'),
            async () => {
              await door.confirmSignUp(one.id);
              page.enter(account, { at: 'shifts' }, 'confirmed');
            },
            true,
          ),
        ];
  return element(
    'li',
    {},
    ...whatOf(page, one),
    way === undefined ? undefined : element('p', { class: 'quiet' }, say('travelTight', { n: way })),
    ...confirm,
    ...attendanceOf(page, own, one),
    hasBegun
      ? undefined
      : element(
          'p',
          { class: 'actions' },
          button(say('cannotCome'), { class: 'step' }, () =>
            page.show((next) => cancelScreen(next, account, one)),
          ),
          acting(say('swapTime'), async () => {
            const found = await door.findOpportunity(one.opportunityId);
            page.show((next) => swapScreen(next, account, { one, found }));
          }),
        ),
  );
}

function pastLine(page: Page, own: OwnTime, one: OwnShift): HTMLElement {
  const { say, language, door } = page;
  const { shiftId } = one;
  const isOver = one.status === 'confirmed' && one.endsAt <= door.now().toISOString();
  const isKnown =
    own.hours === undefined ||
    wasThere(page, own, shiftId) ||
    own.hours.items.some((service) => service.shiftId === shiftId);
  return element(
    'li',
    {},
    element('span', {}, `${sayShiftTimes(language, one)} · ${one.title}`),
    isOver
      ? undefined
      : element('span', { class: 'quiet' }, say(`signUp_${one.status}`, { n: one.position ?? 0 })),
    isOver && !isKnown ? step(say('claimCame'), hashOf({ at: 'claim', shiftId })) : undefined,
  );
}

/** Other shifts of the same kind with a place: one is taken for the other, or nothing changes. */
function swapScreen(
  page: Page,
  account: Account,
  { one, found }: { one: OwnShift; found: PublicOpportunity | undefined },
): HTMLElement[] {
  const { say, door, language } = page;
  const others = (found?.shifts ?? []).flatMap((shift) => {
    const isFree = shift.places.some(({ role, free }) => role === one.role && free > 0);
    return isFree && shift.id !== one.shiftId ? [{ ...shift, timeZone: one.timeZone }] : [];
  });
  const rows = others.map((shift) => {
    // pressed again after an answer was lost, it is the same swap
    const id = newId();
    return element(
      'li',
      {},
      element('strong', {}, sayShiftTimes(language, shift)),
      acting(say('swapTo'), async () => {
        await door.swapSignUp(one.id, { id, shiftId: shift.id, role: one.role });
        page.enter(account, { at: 'shifts' }, 'swapped');
      }),
    );
  });
  return [
    heading(say('swapTitle')),
    element('p', { class: 'quiet' }, `${sayShiftTimes(language, one)} · ${one.title}`),
    element('p', {}, say(rows.length === 0 ? 'swapNone' : 'swapText')),
    element('ul', { class: 'cards' }, ...rows),
    button(say('keepShift'), { class: 'step' }, () => page.enter(account, { at: 'shifts' })),
  ];
}

/** What leaving does, before it is done: whoever waits has the place at once. */
function cancelScreen(page: Page, account: Account, one: OwnShift): HTMLElement[] {
  const { say, door, language } = page;
  const form = formOf(
    say('cancelShift'),
    async (values) => {
      const reason = leavingReasons.find((known) => known === textOf(values, 'reason'));
      await door.cancelSignUp(one.id, reason);
      page.enter(account, { at: 'shifts' }, 'shiftCancelled');
    },
    choice(
      { name: 'reason', label: say('cancelReason') },
      leavingReasons.map((value) => ({ value, text: leavingNames[value][language] })),
      'other',
    ),
  );
  return [
    heading(say('cancelTitle')),
    ...whatOf(page, one),
    element('p', {}, say(one.status === 'waitlisted' ? 'cancelWaiting' : 'cancelText')),
    form,
    button(say('keepShift'), { class: 'step' }, () => page.enter(account, { at: 'shifts' })),
  ];
}
