import { clockTimeIn } from '../../domain/calendar/clock-time.ts';
import { sayShiftTimes } from '../../domain/calendar/spoken-span.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { button, element } from '../../plain/element.ts';
import type { Presence, RefusedNote, Shown } from '../attendance.ts';
import { type Account, type OwnHours, type OwnShift, Refusal } from '../door.ts';
import { field, formOf, Missing, textOf } from '../form.ts';
import { hashOf, type Page } from '../page.ts';
import { findPosition } from '../position.ts';
import { heading, step } from './frame.ts';
import { whatOf } from './shift-lines.ts';

/** As the server said it last. */
export interface OwnTime {
  readonly shifts: readonly OwnShift[];
  readonly hours: OwnHours | undefined;
}

/** What somebody's attendance asks of them, before all else: what was not sent, where they are, and where they can check in. */
export function attendanceNow(page: Page, own: OwnTime): HTMLElement[] {
  const arriving = own.shifts
    .filter((one) => canCheckIn(page, own, one))
    .map((one) =>
      element('div', { class: 'next' }, ...whatOf(page, one), checkInLink(page, one.shiftId, 'checkIn')),
    );
  return [...keptNotes(page, own), ...presenceCards(page, own), ...arriving];
}

/** @param besides shifts that stand on the screen already */
export function presenceCards(
  page: Page,
  own: OwnTime,
  besides: readonly OwnShift[] = [],
): readonly HTMLElement[] {
  return page.attendance
    .presences(own.hours)
    .filter(({ shiftId }) => besides.every((one) => one.shiftId !== shiftId))
    .map((presence) => {
      const shift = own.shifts.find(({ shiftId }) => shiftId === presence.shiftId);
      const what = shift === undefined ? [] : whatOf(page, shift);
      return element('div', { class: 'next' }, ...what, ...presenceLines(page, shift, presence));
    });
}

/** Below a shift: to check in or out, where it is time for it. */
export function attendanceOf(page: Page, own: OwnTime, one: OwnShift): readonly HTMLElement[] {
  const presence = page.attendance.presences(own.hours).find(({ shiftId }) => shiftId === one.shiftId);
  if (presence !== undefined) return presenceLines(page, one, presence);
  return canCheckIn(page, own, one) ? [checkInLink(page, one.shiftId, 'checkIn')] : [];
}

function presenceLines(page: Page, shift: OwnShift | undefined, presence: Presence): HTMLElement[] {
  return [
    element('p', { class: 'state accepted' }, saySince(page, shift, presence)),
    checkInLink(page, presence.shiftId, 'checkOut'),
  ];
}

const checkInLink = ({ say }: Page, shiftId: string, word: 'checkIn' | 'checkOut') =>
  element('a', { class: 'step main big', href: hashOf({ at: 'check-in', shiftId }) }, say(word));

function saySince({ say }: Page, shift: OwnShift | undefined, { since, isKept }: Presence): string {
  const zone = shift?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = clockTimeIn(zone, since).slice('YYYY-MM-DDT'.length);
  return say(isKept ? 'hereSinceKept' : 'hereSince', { time });
}

/** By the clock of the telephone. */
function sayWhen(at: string): string {
  return clockTimeIn(Intl.DateTimeFormat().resolvedOptions().timeZone, at).replace('T', ' ');
}

/** What waits for the network, and what was sent and not taken. */
export function keptNotes(page: Page, own: OwnTime): HTMLElement[] {
  const { say, attendance } = page;
  const { waiting, refused } = attendance;
  return [
    ...(waiting.length === 0
      ? []
      : [element('p', { class: 'told', role: 'status' }, say('keptWaiting', { n: waiting.length }))]),
    ...refused.map((note) => refusedNote(page, own, note)),
  ];
}

function refusedNote(page: Page, own: OwnTime, note: RefusedNote): HTMLElement {
  const { say, language, attendance } = page;
  const { shiftId, kind, message, from, until } = note;
  const shift = own.shifts.find((one) => one.shiftId === shiftId);
  const at = from ?? until;
  const when = at === undefined ? [] : [sayWhen(at)];
  const which = shift === undefined ? when : [`${sayShiftTimes(language, shift)} · ${shift.title}`];
  const made = element(
    'div',
    { class: 'told danger', role: 'alert' },
    element('strong', {}, say(kind === 'in' ? 'checkInRefused' : 'checkOutRefused')),
    ...which.map((text) => element('p', {}, text)),
    element('p', {}, message),
    element(
      'p',
      { class: 'actions' },
      shiftId === null ? undefined : step(say('claimOpen'), hashOf({ at: 'claim', shiftId }), true),
      button(say('dismiss'), { class: 'step' }, () => {
        attendance.dismiss(note);
        made.remove();
      }),
    ),
  );
  return made;
}

/** Of a shift that was left: what its attendance was recorded as. */
const servedAt = (own: OwnTime, shiftId: string) =>
  own.hours?.items.find((one) => one.shiftId === shiftId && one.source === 'attendance');

/** Whether one is, or was, at a shift, as far as this device knows. */
export function wasThere({ attendance }: Page, own: OwnTime, shiftId: string): boolean {
  const isOpen = own.hours?.open.some((one) => one.shiftId === shiftId) === true;
  const isKept = attendance.waiting.some((one) => one.shiftId === shiftId);
  return isOpen || isKept || attendance.hasLeft(shiftId) || servedAt(own, shiftId) !== undefined;
}

function canCheckIn(page: Page, own: OwnTime, one: OwnShift): boolean {
  if (one.status !== 'confirmed' || wasThere(page, own, one.shiftId)) return false;
  const now = page.door.now().toISOString();
  return one.checkInFrom <= now && now < one.endsAt;
}

/** Where the poster of a station leads to: one's own shifts that are there now, whether one comes or leaves. */
export function shiftsAtStation(page: Page, own: OwnTime, siteId: string): readonly OwnShift[] {
  const here = new Set(page.attendance.presences(own.hours).map(({ shiftId }) => shiftId));
  return own.shifts.filter(
    (one) => one.siteId === siteId && (here.has(one.shiftId) || canCheckIn(page, own, one)),
  );
}

/** Several shifts at once, or none. */
export function stationScreen(page: Page, found: readonly OwnShift[], code: string): HTMLElement[] {
  const { say } = page;
  const cards = found.map((one) =>
    element(
      'li',
      {},
      ...whatOf(page, one),
      step(say('chooseShift'), hashOf({ at: 'check-in', shiftId: one.shiftId, code }), true),
    ),
  );
  return [
    heading(say('checkIn')),
    element('p', {}, say(cards.length === 0 ? 'stationNone' : 'stationSeveral')),
    element('ul', { class: 'cards' }, ...cards),
    ...(cards.length === 0 ? [step(say('shiftsMine'), '#shifts', true)] : []),
    element('nav', {}, step(say('back'), '#')),
  ];
}

export interface AtShift {
  readonly own: OwnTime;
  readonly shiftId: string;
  /** of the QR that led here */
  readonly code: string | undefined;
  /** why it did not check in by itself */
  readonly problem: string;
}

/** @returns why it could not; undefined: it is done, or waits for the network */
export async function checkInByQr(
  page: Page,
  { own, shiftId }: AtShift,
  code: string,
): Promise<string | undefined> {
  const shift = own.shifts.find((one) => one.shiftId === shiftId);
  try {
    await page.attendance.arrive(shiftId, await show(page, shift, code));
    return undefined;
  } catch (error) {
    if (error instanceof Refusal || error instanceof Missing) return error.message;
    throw error;
  }
}

/** @throws Missing where the shift asks where one is, and the telephone does not say */
async function show(page: Page, shift: OwnShift | undefined, code: string): Promise<Shown> {
  return shift?.asksPosition === true ? { code, position: await findPosition(page) } : { code };
}

/** Of one shift: to check in, then to check out, then what was recorded. */
export function checkInScreen(page: Page, account: Account, at: AtShift): HTMLElement[] {
  const { say, attendance, language } = page;
  const { own, shiftId } = at;
  const shift = own.shifts.find((one) => one.shiftId === shiftId);
  const presence = attendance.presences(own.hours).find((one) => one.shiftId === shiftId);
  const served = servedAt(own, shiftId);
  const what = shift === undefined ? [] : whatOf(page, shift);
  const end = [
    step(say('claimWrong'), hashOf({ at: 'claim', shiftId })),
    element('nav', {}, step(say('back'), '#')),
  ];
  if (presence !== undefined)
    return [
      heading(say('hereTitle')),
      ...keptNotes(page, own),
      ...what,
      element('p', { class: 'state accepted' }, saySince(page, shift, presence)),
      checkOutForm(page, account, { at, shift, presence }),
      ...(shift !== undefined && shift.endsAt > page.door.now().toISOString() ? end.slice(1) : end),
    ];
  if (served !== undefined) {
    const recorded = { minutes: sayMinutes(language, served.minutes) };
    return [
      heading(say('leftTitle')),
      ...what,
      element('p', {}, say(served.state === 'pending' ? 'leftWaits' : 'leftRecorded', recorded)),
      step(say('hoursTitle'), '#hours', true),
      element('nav', {}, step(say('back'), '#')),
    ];
  }
  if (attendance.hasLeft(shiftId)) {
    const kept = keptNotes(page, own);
    const short = kept.length === 0 ? [element('p', {}, say('leftShort'))] : kept;
    return [heading(say('leftTitle')), ...what, ...short, ...end];
  }
  const problem = element('p', { class: 'problem', role: 'alert' }, at.problem);
  const form = checkInForm(page, account, { shift, shiftId });
  // what is tried now says by itself whether it worked
  form.addEventListener('submit', () => problem.remove());
  return [
    heading(say('checkIn')),
    ...what,
    problem,
    form,
    element('p', { class: 'quiet' }, say('checkInHelp')),
    ...keptNotes(page, own),
    element('nav', {}, step(say('back'), '#')),
  ];
}

export function codeField({ say }: Page, value = ''): HTMLElement {
  return field({
    name: 'code',
    label: say('checkInCode'),
    autocomplete: 'one-time-code',
    numeric: true,
    // the code of a poster is longer
    maxLength: Math.max(6, value.length),
    value,
  });
}

/** @throws Missing */
export function codeOf({ say }: Page, values: FormData): string {
  const code = textOf(values, 'code').normalize('NFKC');
  if (code.length < 6) throw new Missing(say('checkInCodeWanted'));
  return code;
}

function checkInForm(
  page: Page,
  account: Account,
  { shift, shiftId }: { shift: OwnShift | undefined; shiftId: string },
): HTMLElement {
  const { say, attendance } = page;
  return formOf(
    say('checkIn'),
    async (values) => {
      const shown = await show(page, shift, codeOf(page, values));
      const done = await attendance.arrive(shiftId, shown);
      page.enter(account, { at: 'check-in', shiftId }, done === 'taken' ? 'checkedIn' : undefined);
    },
    codeField(page),
    shift?.asksPosition === true ? element('p', { class: 'quiet' }, say('positionWhy')) : undefined,
  );
}

function checkOutForm(
  page: Page,
  account: Account,
  { at, shift, presence }: { at: AtShift; shift: OwnShift | undefined; presence: Presence },
): HTMLElement {
  const { say, attendance } = page;
  const asksCode = shift?.asksCodeAtEnd === true;
  return formOf(
    say('checkOut'),
    async (values) => {
      const shown = asksCode ? await show(page, shift, codeOf(page, values)) : {};
      const done = await attendance.depart(presence, shown);
      const place = { at: 'check-in', shiftId: presence.shiftId } as const;
      page.enter(account, place, done === 'taken' ? 'checkedOut' : undefined);
    },
    asksCode ? codeField(page, at.code) : undefined,
  );
}
