import { dayIn, instantOf } from '../../domain/calendar/clock-time.ts';

/**
 * A sheet tells the day; what was said on the day of the entry was said by then. An entry that was first sent before midnight may be
 * of the day after by now, whose noon has not come yet: then the day's beginning stands for it.
 */
export function answeredAt(
  day: string,
  enteredAt: string,
  { zone, now }: { zone: string; now: Date },
): string {
  if (day === dayIn(zone, new Date(enteredAt))) return enteredAt;
  const noon = instantOf(zone, `${day}T12:00`);
  return new Date(noon) <= now ? noon : instantOf(zone, `${day}T00:00`);
}
