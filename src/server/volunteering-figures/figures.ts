import type { VolunteeringFiguresView } from '../../contract/volunteering-figures.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';
import type { ReportedVolunteering } from '../../domain/reports/volunteering-report.ts';
import { absenceReasons } from '../../domain/volunteers/attendance.ts';
import {
  largestParts,
  partsByProgramme,
  partsBySite,
  partsBySource,
  type ServedPart,
  type ServedRow,
  sumParts,
} from '../../domain/volunteers/served-parts.ts';
import type { ServiceSource } from '../../domain/volunteers/service.ts';
import { countRetention, sumAbsent, sumServedRows } from '../attendance/public.ts';
import { countCalledOff, sumOffered } from '../opportunities/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { instantsOf } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 3 * 366;

export interface Period {
  readonly from: CalendarDay;
  readonly until: CalendarDay;
}

/** How many days it has. @throws AppError period_impossible */
export function daysOf({ from, until }: Period): number {
  const days = (Date.parse(until) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1 || days > MOST_DAYS) throw new AppError('period_impossible');
  return days;
}

/** What a period's figures are made of: whose hours are whose is known by id alone, and nobody’s record is read. */
export interface Gathered extends Pick<
  VolunteeringFiguresView,
  'from' | 'until' | 'offered' | 'calledOff' | 'total' | 'retention'
> {
  readonly rows: readonly ServedRow[];
  readonly absent: ReportedVolunteering['absent'];
}

/** @throws AppError period_impossible */
export async function gather(
  { all, organisationId, timeZone, now }: Pick<Reading, 'all' | 'organisationId' | 'timeZone' | 'now'>,
  period: Period,
): Promise<Gathered> {
  const days = daysOf(period);
  const between = { organisationId, ...instantsOf(timeZone, period) };
  // a place of a shift to come may still be filled
  const begun = { ...between, until: now < between.until ? now : between.until };
  const former = instantsOf(timeZone, {
    from: daysAfter(period.from, -days),
    until: daysAfter(period.from, -1),
  });
  const [offered, [calledOff], served, absent, [retention]] = await all(
    sumOffered(begun),
    countCalledOff(begun),
    sumServedRows(between),
    sumAbsent({ ...begun, now }),
    countRetention({ ...between, before: former.from }),
  );
  const sum = (key: 'minutes' | 'times') => served.reduce((total, row) => total + row[key], 0);
  return {
    ...period,
    offered: offered.map((row) => ({
      opportunityId: row.id,
      title: row.title,
      programme: row.programme,
      siteName: row.site_name,
      shifts: row.shifts,
      places: row.places,
      taken: row.taken,
    })),
    calledOff: calledOff?.count ?? 0,
    total: { minutes: sum('minutes'), times: sum('times'), people: retention?.now ?? 0 },
    rows: served.map((row) => ({
      volunteerId: row.volunteer_id,
      siteId: row.site_id,
      siteName: row.site_name,
      programme: row.programme,
      title: row.title,
      source: row.source as ServiceSource,
      minutes: row.minutes,
      times: row.times,
    })),
    absent: absentBy(absent),
    retention: {
      before: retention?.before ?? 0,
      now: retention?.now ?? 0,
      again: retention?.again ?? 0,
      first: retention?.first ?? 0,
    },
  };
}

function absentBy(
  rows: readonly { readonly reason: string; readonly volunteer_id: string; readonly count: number }[],
): Gathered['absent'] {
  return absenceReasons.flatMap((reason) => {
    const of = rows.filter((row) => row.reason === reason);
    if (of.length === 0) return [];
    const count = of.reduce((sum, row) => sum + row.count, 0);
    return [{ reason, count, volunteerIds: new Set(of.map((row) => row.volunteer_id)) }];
  });
}

/** As many rows and bars as somebody looks through. */
const MOST_ROWS = 30;

/** @throws AppError period_impossible */
export async function readFigures(
  reading: Pick<Reading, 'all' | 'organisationId' | 'timeZone' | 'now'>,
  period: Period,
): Promise<VolunteeringFiguresView> {
  const { rows, absent, ...figures } = await gather(reading, period);
  const programmes = largestParts(partsByProgramme(rows), MOST_ROWS);
  const sites = largestParts(partsBySite(rows), MOST_ROWS);
  return {
    ...figures,
    bySite: [
      ...sites.shown.map((part) => ({ siteName: part.name, together: 1, ...sumsOf(part) })),
      ...othersOf(sites.others).map((part) => ({ siteName: '', ...part })),
    ],
    byProgramme: [
      ...programmes.shown.map((part) => ({
        name: part.name,
        isProgramme: part.isProgramme,
        together: 1,
        ...sumsOf(part),
      })),
      ...othersOf(programmes.others).map((part) => ({ name: '', isProgramme: false, ...part })),
    ],
    bySource: partsBySource(rows).map((part) => ({ source: part.source, ...sumsOf(part) })),
    absent: absent.map(({ reason, count }) => ({ reason, count })),
  };
}

function sumsOf({ minutes, times, volunteerIds }: ServedPart) {
  return { minutes, times, people: volunteerIds.size };
}

function othersOf(others: readonly ServedPart[]) {
  return others.length === 0 ? [] : [{ together: others.length, ...sumsOf(sumParts('', others)) }];
}
