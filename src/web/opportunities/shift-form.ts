import type { CreateShiftsBody, ShiftView } from '../../contract/opportunities.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { clockTimeIn, instantOf } from '../../domain/calendar/clock-time.ts';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';
import { Problem } from '../base/problem.ts';

export interface PlacesValues {
  places: 'any' | 'roles';
  capacity?: number;
  roles?: { role: string; capacity: number }[];
}

export interface TimesValues {
  day: CalendarDay;
  /** HH:MM */
  from: string;
  /** HH:MM; where it is not later than `from`, on the next day */
  to: string;
}

export function placesBodyOf({
  places,
  capacity = 0,
  roles = [],
}: PlacesValues): Pick<CreateShiftsBody, 'capacity' | 'roles'> {
  if (places === 'any') return { capacity };
  return { roles: roles.map(({ role, capacity: most }) => ({ role, capacity: most })) };
}

export function timesBodyOf(
  zone: string,
  { day, from, to }: TimesValues,
): Pick<CreateShiftsBody, 'startsAt' | 'endsAt'> {
  const lastDay = to > from ? day : daysAfter(day, 1);
  return { startsAt: instantOf(zone, `${day}T${from}`), endsAt: instantOf(zone, `${lastDay}T${to}`) };
}

export function valuesOfShift(
  zone: string,
  { startsAt, endsAt, places, capacity }: Pick<ShiftView, 'startsAt' | 'endsAt' | 'places' | 'capacity'>,
): TimesValues & PlacesValues {
  const [day = '', from = ''] = clockTimeIn(zone, startsAt).split('T');
  const [, to = ''] = clockTimeIn(zone, endsAt).split('T');
  const asked = places.filter((place) => place.capacity > 0);
  const hasRoles = asked.some(({ role }) => role !== '');
  return {
    day,
    from,
    to,
    places: hasRoles ? 'roles' : 'any',
    ...(hasRoles
      ? { roles: asked.map(({ role, capacity: most }) => ({ role, capacity: most })) }
      : { capacity }),
  };
}

const fieldNames: Readonly<Record<string, string>> = { startsAt: 'day', endsAt: 'to' };

/** What the server said of an instant stands at the field it was made of. */
export function atFields(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const fields = error.fields.map(({ field, message }) => ({ field: fieldNames[field] ?? field, message }));
  return new Problem({ ...error, fields });
}
