import { clockTimeIn, instantOf } from '../../domain/calendar/clock-time.ts';
import { dayIn } from '../../domain/calendar/clock-time.ts';
import { sayDay } from '../../domain/calendar/spoken-day.ts';
import { sayShiftTimes } from '../../domain/calendar/spoken-span.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { element } from '../../plain/element.ts';
import { newId } from '../../plain/new-id.ts';
import type { Account, OwnHours, OwnRecognition } from '../door.ts';
import { field, formOf, longField, Missing, textOf } from '../form.ts';
import { hashOf, type Page } from '../page.ts';
import { sayMonth } from '../words.ts';
import { keptNotes, type OwnTime } from './attendance.ts';
import { heading, section, step } from './frame.ts';
import { organisationOf, starLines } from './recognition.ts';

type Service = OwnHours['items'][number];

/** What one served, by month, and what of it waits for somebody of the staff. */
export function hoursScreen(page: Page, own: OwnTime, recognition: readonly OwnRecognition[]): HTMLElement[] {
  const { say, language } = page;
  const { recordedMinutes = 0, pendingMinutes = 0, items = [] } = own.hours ?? {};
  const months = new Map<string, Service[]>();
  for (const one of items) {
    const month = clockTimeIn(one.timeZone, one.from).slice(0, 'YYYY-MM'.length);
    months.set(month, [...(months.get(month) ?? []), one]);
  }
  return [
    heading(say('hoursTitle')),
    ...keptNotes(page, own),
    element(
      'p',
      { class: 'number' },
      say('hoursRecorded', { minutes: sayMinutes(language, recordedMinutes) }),
    ),
    ...(pendingMinutes === 0
      ? []
      : [element('p', {}, say('hoursPending', { minutes: sayMinutes(language, pendingMinutes) }))]),
    ...(items.length === 0
      ? [element('p', { class: 'quiet' }, say('hoursNone'))]
      : [step(say('certificatesOpen'), '#certificates', true)]),
    ...recognition.map((one) => section(organisationOf(page, one), ...starLines(page, one))),
    ...(recognition.length === 0 ? [] : [step(say('recognitionOpen'), '#recognition')]),
    ...monthsShown(page, items, [...months]),
    element('nav', {}, step(say('back'), '#')),
  ];
}

/** The latest are open; whoever served for years opens what was before. */
const MONTHS_OPEN = 3;

function monthsShown(
  page: Page,
  items: readonly Service[],
  months: readonly (readonly [month: string, services: readonly Service[]])[],
): HTMLElement[] {
  const { say, language } = page;
  const shown = months.map(([month, services]) =>
    section(
      sayMonth(language, month),
      element('ul', { class: 'cards' }, ...services.map((one) => serviceCard(page, items, one))),
    ),
  );
  const before = shown.slice(MONTHS_OPEN);
  if (before.length === 0) return shown;
  const count = months.slice(MONTHS_OPEN).reduce((sum, [, services]) => sum + services.length, 0);
  return [
    ...shown.slice(0, MONTHS_OPEN),
    element('details', {}, element('summary', {}, say('hoursBefore', { count: String(count) })), ...before),
  ];
}

function serviceCard(page: Page, all: readonly Service[], one: Service): HTMLElement {
  const { say, language } = page;
  const organisation =
    language === 'en' && one.organisationNameEn !== null ? one.organisationNameEn : one.organisationName;
  const times = { startsAt: one.from, endsAt: one.until, timeZone: one.timeZone };
  const day = sayDay(language, dayIn(one.timeZone, new Date(one.from)));
  const dayOnly = say('serviceDayOnly', { day });
  const isTakenBack = one.source === 'help' && one.minutes === 0;
  const afterwards =
    one.source === 'attendance' ? [] : [say(isTakenBack ? 'service_helpNot' : `service_${one.source}`)];
  return element(
    'li',
    {},
    element('strong', {}, one.title),
    element('p', {}, one.isDayOnly ? dayOnly : sayShiftTimes(language, times)),
    element('p', { class: 'quiet' }, [organisation, one.siteName, ...afterwards].join(' · ')),
    element(
      'p',
      { class: `state ${one.state}` },
      say(`serviceState_${one.state}`, { minutes: sayMinutes(language, one.minutes) }),
    ),
    one.excludedMinutes === 0
      ? undefined
      : element(
          'p',
          { class: 'quiet' },
          say('serviceExcluded', { minutes: sayMinutes(language, one.excludedMinutes) }),
        ),
    one.reason === ''
      ? undefined
      : element('p', { class: 'quiet' }, say('serviceReason', { reason: one.reason })),
    one.answer === '' ? undefined : element('p', {}, say('serviceAnswer', { answer: one.answer })),
    claimLink(page, all, one),
  );
}

/** What stands, or was declined, may be objected to, unless something waits for an answer already. */
function claimLink(page: Page, all: readonly Service[], one: Service): HTMLElement | undefined {
  const { shiftId } = one;
  const canClaim = one.state === 'recorded' || one.state === 'declined';
  if (shiftId === null || !canClaim) return undefined;
  if (all.some((other) => other.shiftId === shiftId && other.state === 'pending')) return undefined;
  const which = one.state === 'recorded' ? { serviceId: one.id } : {};
  return step(page.say('claimWrong'), hashOf({ at: 'claim', shiftId, ...which }));
}

/** When one really served: somebody of the staff decides. Begins with what is known of it. */
export function claimScreen(
  page: Page,
  account: Account,
  { own, shiftId, serviceId }: { own: OwnTime; shiftId: string; serviceId: string | undefined },
): HTMLElement[] | undefined {
  const { say, door, language, attendance } = page;
  const shift = own.shifts.find((one) => one.shiftId === shiftId);
  const ofShift = own.hours?.items.filter((one) => one.shiftId === shiftId) ?? [];
  const stands = ofShift.find((one) =>
    serviceId === undefined ? one.state === 'recorded' : one.id === serviceId,
  );
  const activity = shift ?? ofShift[0];
  if (activity === undefined) return undefined;
  const { title, timeZone } = activity;
  const refused = attendance.refused.find((one) => one.shiftId === shiftId);
  const from = refused?.from ?? stands?.from ?? shift?.startsAt ?? ofShift[0]?.from ?? '';
  const last = refused?.until ?? stands?.until ?? shift?.endsAt ?? ofShift[0]?.until ?? '';
  const now = door.now().toISOString();
  const until = last > now ? now : last;
  const { startsAt, endsAt } = shift ?? { startsAt: from, endsAt: last };
  // pressed again after an answer was lost, it is the same
  const idOf = newIdFor();
  const form = formOf(
    say('claimSend'),
    async (values) => {
      const times = {
        from: instantTyped(page, timeZone, textOf(values, 'from')),
        until: instantTyped(page, timeZone, textOf(values, 'until')),
      };
      const excluded = textOf(values, 'excludedMinutes').normalize('NFKC');
      if (!/^\d{0,4}$/.test(excluded)) throw new Missing(say('claimMinutesWanted'));
      const reason = textOf(values, 'reason');
      if (reason === '') throw new Missing(say('claimReasonWanted'));
      const replaces = stands === undefined ? {} : { replacesId: stands.id };
      const body = { shiftId, ...replaces, ...times, excludedMinutes: Number(excluded), reason };
      await door.claimService({ id: idOf(body), ...body });
      for (const note of attendance.refused.filter((one) => one.shiftId === shiftId))
        attendance.dismiss(note);
      page.enter(account, { at: 'hours' }, 'claimSent');
    },
    momentField('from', say('claimFrom'), clockTimeIn(timeZone, from)),
    momentField('until', say('claimUntil'), clockTimeIn(timeZone, until)),
    field({
      name: 'excludedMinutes',
      label: say('claimExcluded'),
      numeric: true,
      optional: true,
      maxLength: 4,
      value: String(stands?.excludedMinutes ?? 0),
    }),
    longField('reason', say('claimReason')),
  );
  return [
    heading(say('claimTitle')),
    element('p', {}, `${sayShiftTimes(language, { startsAt, endsAt, timeZone })} · ${title}`),
    element('p', { class: 'quiet' }, say('claimText')),
    form,
    element('nav', {}, step(say('cancel'), '#hours')),
  ];
}

const momentField = (name: string, label: string, value: string) =>
  field({ name, label, type: 'datetime-local', value });

/** @throws Missing */
function instantTyped({ say }: Page, timeZone: string, typed: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(typed)) throw new Missing(say('claimTimesWanted'));
  return instantOf(timeZone, typed.slice(0, 'YYYY-MM-DDTHH:mm'.length));
}

/** The same id for the same request, and another for another. */
export function newIdFor(): (body: object) => string {
  const ids = new Map<string, string>();
  return (body) => {
    const said = JSON.stringify(body);
    const id = ids.get(said) ?? newId();
    ids.set(said, id);
    return id;
  };
}
