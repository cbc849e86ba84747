import { daysAfter } from '../calendar/calendar-event.ts';
import type { CalendarDay } from '../people/calendar-day.ts';
import type { ImportedService, ImportRejectionCode, ImportRow } from './import-row.ts';
import { plainTitle } from '../volunteers/plain-title.ts';

/** A time of service that the organisation has of somebody already: it counts, waits, or was corrected. */
export interface KnownService {
  readonly title: string;
  readonly day: CalendarDay;
  readonly minutes: number;
  /** null: known by its day alone */
  readonly span: Span | null;
  /** `replaced`: a correction stands in its place; it is not brought in again */
  readonly isReplaced: boolean;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

export type ServiceFate =
  | { readonly kind: 'added'; readonly from: Date; readonly until: Date; readonly excludedMinutes: number }
  /** it is there already, or stands in an earlier row */
  | { readonly kind: 'there'; readonly firstRow: number | null }
  | {
      readonly kind: 'refused';
      readonly field: 'day' | 'begins' | 'minutes' | 'ends';
      readonly code: ImportRejectionCode;
      readonly firstRow: number | null;
      /** of what stands there instead */
      readonly minutes?: number;
    };

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;

interface Held extends KnownService {
  readonly row: number | null;
  /** known by its day, it was found to be at these hours: what is at others is another service */
  foundAt?: Span;
}

/**
 * What becomes of each service of one person. The same day, activity and length again is the same service, unless both say at which hours and
 * those are others. The same day and activity with another length, where one of the two does not say at which hours, is a correction or another service, and
 * nobody's to choose: it is refused, as are two at one time, and more than a day has hours.
 * @param instantOf a minute of a day in the organisation's zone
 */
export function decideServices(
  rows: readonly ImportRow[],
  known: readonly KnownService[],
  {
    now,
    bornOn,
    instantOf,
  }: {
    now: Date;
    /** undefined: nobody told it */
    bornOn?: CalendarDay | undefined;
    instantOf: (day: CalendarDay, minute: number) => Date;
  },
): Map<ImportRow, ServiceFate> {
  const held = new HeldServices(known.map((one) => ({ ...one, row: null })));
  const fates = new Map<ImportRow, ServiceFate>();
  for (const row of rows) {
    const { service } = row;
    if (service === null) continue;
    const times = timesOf(service, instantOf);
    const isBefore = bornOn !== undefined && service.day < bornOn;
    const fate = isBefore ? BEFORE_BIRTH : fateOf(service, times, { held, now });
    fates.set(row, fate);
    if (fate.kind === 'added') {
      const { title, day, minutes, clock } = service;
      const span = clock === null ? null : { from: times.from.getTime(), until: times.until.getTime() };
      held.add({ title, day, minutes, span, isReplaced: false, row: row.row });
    }
  }
  return fates;
}

const BEFORE_BIRTH: ServiceFate = {
  kind: 'refused',
  field: 'day',
  code: 'service_before_birth',
  firstRow: null,
};

/** By their day: who has thousands is compared with those of a day and the one before it, from which a night reaches over. */
class HeldServices {
  readonly #byDay = new Map<CalendarDay, Held[]>();

  constructor(held: readonly Held[]) {
    for (const one of held) this.add(one);
  }

  add(one: Held): void {
    const ofDay = this.#byDay.get(one.day);
    if (ofDay === undefined) this.#byDay.set(one.day, [one]);
    else ofDay.push(one);
  }

  on(day: CalendarDay): readonly Held[] {
    return this.#byDay.get(day) ?? [];
  }

  around(day: CalendarDay): readonly Held[] {
    return [...this.on(daysAfter(day, -1)), ...this.on(day)];
  }
}

interface Times {
  readonly from: Date;
  readonly until: Date;
  readonly excludedMinutes: number;
}

function timesOf(
  { day, clock, minutes }: ImportedService,
  instantOf: (day: CalendarDay, minute: number) => Date,
): Times {
  const from = instantOf(day, clock?.from ?? 0);
  const lasts = clock === null ? minutes : clock.until - clock.from;
  return { from, until: new Date(from.getTime() + lasts * MINUTE_MS), excludedMinutes: lasts - minutes };
}

function fateOf(
  service: ImportedService,
  times: Times,
  { held, now }: { held: HeldServices; now: Date },
): ServiceFate {
  const span = service.clock === null ? null : { from: times.from.getTime(), until: times.until.getTime() };
  const alike = held.on(service.day).filter((one) => plainTitle(one.title) === plainTitle(service.title));
  const same = alike.find((one) => isSame(one, service, span));
  if (same !== undefined) {
    if (same.span === null && span !== null) same.foundAt = span;
    return { kind: 'there', firstRow: same.row };
  }
  const other = alike.find((one) => !one.isReplaced && (one.span === null || span === null));
  if (other !== undefined) {
    const { row: firstRow, minutes } = other;
    return { kind: 'refused', field: 'minutes', code: 'service_other_length', firstRow, minutes };
  }
  if (span !== null && times.until > now)
    return { kind: 'refused', field: 'ends', code: 'service_future', firstRow: null };
  const isCounted = ({ isReplaced }: Held) => !isReplaced;
  const beside =
    span === null
      ? undefined
      : held.around(service.day).find((one) => isCounted(one) && overlaps(one.span, span));
  if (beside !== undefined)
    return { kind: 'refused', field: 'begins', code: 'service_overlaps', firstRow: beside.row };
  const ofDay = held
    .on(service.day)
    .filter(isCounted)
    .reduce((sum, { minutes }) => sum + minutes, service.minutes);
  if (ofDay > MINUTES_A_DAY)
    return { kind: 'refused', field: 'minutes', code: 'service_day_over', firstRow: null };
  return { kind: 'added', ...times };
}

function isSame(one: Held, { minutes }: ImportedService, span: Span | null): boolean {
  if (one.minutes !== minutes) return false;
  const at = one.span ?? one.foundAt;
  return at === undefined || span === null || at.from === span.from;
}

function overlaps(one: Span | null, other: Span): boolean {
  return one !== null && one.from < other.until && other.from < one.until;
}

/** What the record says of a service beside its title, day and hours, in the words of the file. */
export function wordsOf({ content, place, organiser, inCharge }: ImportedService, siteName: string): string {
  return [
    content,
    place === null || place === siteName ? null : `地点：${place}`,
    organiser === null ? null : `组织单位：${organiser}`,
    inCharge === null ? null : `负责人：${inCharge}`,
  ]
    .filter((part) => part !== null)
    .join('；');
}
