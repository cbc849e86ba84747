import type { EnteredOpportunityBody } from '../../contract/opportunities.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { instantOf } from '../../domain/calendar/clock-time.ts';
import { listSites } from '../organisations/public.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { inThePast, seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { createOpportunity } from './opportunities.ts';
import { createShifts } from './shifts.ts';
import { assignVolunteer } from './sign-ups.ts';

/** What a station of the demo asks volunteers for. */
export interface DemoOpportunity extends Omit<EnteredOpportunityBody, 'siteId'> {
  /** which of the station's sites, from 0 */
  readonly site: number;
  readonly isDraft?: boolean;
  readonly shifts: readonly {
    /** 1: Monday … 7: Sunday, of the weeks from two back to three ahead */
    readonly weekday: number;
    readonly from: string;
    readonly to: string;
    readonly capacity: number;
  }[];
  /** login names of whoever signs up for the next shift of each kind, in order */
  readonly people?: readonly string[];
}

interface At {
  readonly organisationId: string;
  readonly actorId: string;
}

const WEEKS = [-2, -1, 0, 1, 2, 3];
const DAY_MS = 86_400_000;

/** A place that somebody had at a shift that is over. */
export interface PastPlace {
  readonly shiftId: string;
  readonly signUpId: string;
  readonly volunteerId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * @param volunteers ids in the organisation's book, by login name
 * @returns the earliest first
 */
export async function seedOpportunities(
  services: Services,
  at: At,
  opportunities: readonly DemoOpportunity[],
  volunteers: ReadonlyMap<string, string>,
): Promise<PastPlace[]> {
  const places: PastPlace[] = [];
  for (const opportunity of opportunities) {
    const { coming, past } = await publish(services, at, opportunity);
    for (const shiftId of coming)
      for (const person of opportunity.people ?? []) {
        const volunteerId = volunteers.get(person);
        if (volunteerId === undefined) continue;
        await seedWork(services, at).change((change) =>
          assignVolunteer(change, { shiftId, accountId: at.actorId }, { id: newId(), volunteerId }),
        );
      }
    const [first] = (opportunity.people ?? []).flatMap((person) => volunteers.get(person) ?? []);
    if (first === undefined) continue;
    for (const shift of past) {
      const signUpId = newId();
      const before = new Date(shift.startsAt.getTime() - DAY_MS);
      await seedWork(services, at, before).change((change) =>
        assignVolunteer(
          change,
          { shiftId: shift.shiftId, accountId: at.actorId },
          { id: signUpId, volunteerId: first },
        ),
      );
      places.push({ ...shift, signUpId, volunteerId: first });
    }
  }
  return places.sort((left, right) => left.startsAt.getTime() - right.startsAt.getTime());
}

/** @returns the next shift of each kind, and those that are over */
async function publish(
  services: Services,
  at: At,
  { site, shifts, people: _, ...said }: DemoOpportunity,
): Promise<{ coming: string[]; past: Pick<PastPlace, 'shiftId' | 'startsAt' | 'endsAt'>[] }> {
  const earlier = inThePast(services, 21);
  const now = services.clock();
  return seedWork(earlier, at).change(async (change) => {
    const [sites] = await change.all(listSites({ organisationId: at.organisationId }));
    const siteId = sites[site]?.id ?? '';
    const { id } = await createOpportunity(change, at.actorId, { id: newId(), siteId, ...said });
    const today = dayIn(change.timeZone, now);
    const monday = daysAfter(today, 1 - (new Date(`${today}T00:00:00Z`).getUTCDay() || 7));
    const coming: string[] = [];
    const past: { shiftId: string; startsAt: Date; endsAt: Date }[] = [];
    for (const { weekday, from, to, capacity } of shifts) {
      let isFound = false;
      for (const week of WEEKS) {
        const day = daysAfter(monday, week * 7 + weekday - 1);
        const startsAt = instantOf(change.timeZone, `${day}T${from}`);
        const endsAt = instantOf(change.timeZone, `${day}T${to}`);
        const shiftId = newId();
        const body = { id: shiftId, startsAt, endsAt, capacity };
        await createShifts(change, { opportunityId: id, accountId: at.actorId }, body);
        if (!isFound && startsAt > now.toISOString()) coming.push(shiftId);
        if (endsAt < now.toISOString())
          past.push({ shiftId, startsAt: new Date(startsAt), endsAt: new Date(endsAt) });
        isFound ||= startsAt > now.toISOString();
      }
    }
    return { coming, past };
  });
}
