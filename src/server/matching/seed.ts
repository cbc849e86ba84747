import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { weekdayOf } from '../../domain/calendar/weekday.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { createMatch } from './matches.ts';

/** Somebody asked whom to ask for a programme; the server solves it once it runs. Weeks are counted from this one, both included. */
export async function seedMatch(
  services: Services,
  at: { readonly organisationId: string; readonly actorId: string },
  { programme, weeks }: { programme: string; weeks: { readonly first: number; readonly last: number } },
): Promise<void> {
  await seedWork(services, at).change((change) => {
    const today = dayIn(change.timeZone, change.now);
    const monday = daysAfter(today, 1 - weekdayOf(today));
    return createMatch(change, at.actorId, {
      id: newId(),
      title: programme,
      programme,
      from: daysAfter(monday, weeks.first * 7),
      until: daysAfter(monday, weeks.last * 7 + 6),
    });
  });
}
