import type { VolunteeringFiguresView } from '../../contract/volunteering-figures.ts';
import type { AbsenceReason } from '../../domain/volunteers/attendance.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';
import type { ServiceSource } from '../../domain/volunteers/service.ts';
import { countRetention, sumAbsent, sumByProgramme, sumBySite, sumBySource } from '../attendance/public.ts';
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

/** Sums alone: nobody’s record is read. @throws AppError period_impossible */
export async function readFigures(
  { all, organisationId, timeZone, now }: Pick<Reading, 'all' | 'organisationId' | 'timeZone' | 'now'>,
  period: Period,
): Promise<VolunteeringFiguresView> {
  const days = daysOf(period);
  const between = { organisationId, ...instantsOf(timeZone, period) };
  // a place of a shift to come may still be filled
  const begun = { ...between, until: now < between.until ? now : between.until };
  const former = instantsOf(timeZone, {
    from: daysAfter(period.from, -days),
    until: daysAfter(period.from, -1),
  });
  const [offered, [calledOff], sites, programmes, sources, absent, [retention]] = await all(
    sumOffered(begun),
    countCalledOff(begun),
    sumBySite(between),
    sumByProgramme(between),
    sumBySource(between),
    sumAbsent(between),
    countRetention({ ...between, before: former.from }),
  );
  const sum = (key: 'minutes' | 'times') => sources.reduce((total, row) => total + row[key], 0);
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
    bySite: sites.map(({ site_name: siteName, minutes, times, people }) => ({
      siteName,
      minutes,
      times,
      people,
    })),
    byProgramme: programmes.map(({ name, is_programme: isProgramme, minutes, times, people }) => ({
      name,
      isProgramme,
      minutes,
      times,
      people,
    })),
    bySource: sources.map(({ source, minutes, times, people }) => ({
      source: source as ServiceSource,
      minutes,
      times,
      people,
    })),
    absent: absent.map(({ reason, count }) => ({ reason: reason as AbsenceReason, count })),
    retention: {
      before: retention?.before ?? 0,
      now: retention?.now ?? 0,
      again: retention?.again ?? 0,
      first: retention?.first ?? 0,
    },
  };
}
