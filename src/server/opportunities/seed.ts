import type { EnteredOpportunityBody } from '../../contract/opportunities.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { clockTimeIn, instantOf } from '../../domain/calendar/clock-time.ts';
import { weekdayOf } from '../../domain/calendar/weekday.ts';
import type { Random } from '../../domain/random.ts';
import { isAvailableOn } from '../../domain/volunteers/availability.ts';
import { listSites } from '../organisations/public.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { inThePast, seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { readCandidates, type ShiftCandidate } from '../volunteers/public.ts';
import { missingFor } from './judge.ts';
import { createOpportunity } from './opportunities.ts';
import { cancelShift, createShifts } from './shifts.ts';
import { assignVolunteer } from './sign-ups.ts';

/** What a station of the demo asks volunteers for. */
export interface DemoOpportunity extends Omit<EnteredOpportunityBody, 'siteId'> {
  /** which of the station's sites, from 0 */
  readonly site: number;
  readonly isDraft?: boolean;
  readonly shifts: readonly DemoShifts[];
  /** login names of whoever signs up before all others, in order */
  readonly people?: readonly string[];
}

/** A shift on a day of several weeks. */
interface DemoShifts {
  /** 1: Monday … 7: Sunday */
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
  readonly capacity: number;
  /** counted from this one; from two back to three ahead where they are left out */
  readonly weeks?: readonly number[];
  /** how many sign up for each that is to come, the next first: more than there are places wait. For what is over as many as there are, or one less */
  readonly coming?: readonly number[];
  /** the day before */
  readonly isCalledOff?: boolean;
}

interface At {
  readonly organisationId: string;
  readonly actorId: string;
}

const WEEKS = [-2, -1, 0, 1, 2, 3];
const DAY_MS = 86_400_000;
/** Whoever reads of it has so long to sign up for the first. */
const DAYS_BEFORE = 7;

/** A place that somebody had at a shift that is over. */
export interface PastPlace {
  readonly shiftId: string;
  readonly signUpId: string;
  readonly volunteerId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

interface Drawn {
  /** ids in the organisation's book, by login name */
  readonly volunteers: ReadonlyMap<string, string>;
  readonly random: Random;
}

interface Published {
  readonly shiftId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly requirements: EnteredOpportunityBody['requirements'];
  readonly people: readonly string[];
  /** how many sign up */
  readonly wanted: number;
  readonly isCalledOff: boolean;
}

/**
 * All of them with their shifts; whoever meets what a shift asks, has time and no other signs up for it.
 * @returns the earliest first
 */
export async function seedOpportunities(
  services: Services,
  at: At,
  opportunities: readonly DemoOpportunity[],
  drawn: Drawn,
): Promise<PastPlace[]> {
  const shifts: Published[] = [];
  for (const opportunity of opportunities) shifts.push(...(await publish(services, at, opportunity, drawn)));
  const now = services.clock();
  const candidates = await seedWork(services, at).read((reading) =>
    readCandidates(reading, [...drawn.volunteers.values()]),
  );
  const choose = chooser([...candidates.values()], drawn.random);
  const places: PastPlace[] = [];
  for (const shift of shifts.sort((left, right) => left.startsAt.getTime() - right.startsAt.getTime())) {
    const { shiftId, startsAt, endsAt, isCalledOff } = shift;
    const isPast = endsAt <= now;
    const work = seedWork(services, at, isPast ? new Date(startsAt.getTime() - DAY_MS) : now);
    const taken = await work.change(async (change) => {
      const chosen = choose(change, shift).map((volunteerId) => ({ id: newId(), volunteerId }));
      for (const body of chosen) await assignVolunteer(change, { shiftId, accountId: at.actorId }, body);
      if (isCalledOff) await cancelShift(change, shiftId, 1);
      return chosen;
    });
    if (!isPast || isCalledOff) continue;
    for (const { id: signUpId, volunteerId } of taken)
      places.push({ shiftId, signUpId, volunteerId, startsAt, endsAt });
  }
  return places;
}

interface Clock {
  readonly timeZone: string;
  readonly now: Date;
}

/** Who has come before comes again more often than others: of all who could, one of the first is drawn. */
function chooser(candidates: readonly ShiftCandidate[], random: Random) {
  const busy = new Map<string, Pick<Published, 'startsAt' | 'endsAt'>[]>();
  const couldCome = ({ timeZone, now }: Clock, shift: Published, candidate: ShiftCandidate) => {
    const { startsAt, endsAt, requirements } = shift;
    const [day = '', from = ''] = clockTimeIn(timeZone, startsAt.toISOString()).split('T');
    const [, to = ''] = clockTimeIn(timeZone, endsAt.toISOString()).split('T');
    const asking = { starts_at: startsAt, requirements: requirements ?? {} };
    return (
      candidate.state === 'accepted' &&
      candidate.since <= now &&
      isAvailableOn(candidate.availability, { day, from, to }) &&
      missingFor({ timeZone }, asking, candidate).length === 0 &&
      (busy.get(candidate.id) ?? []).every((other) => other.endsAt <= startsAt || other.startsAt >= endsAt)
    );
  };
  return (clock: Clock, shift: Published): string[] => {
    if (shift.wanted === 0) return [];
    const free = candidates.filter((candidate) => couldCome(clock, shift, candidate)).map(({ id }) => id);
    const chosen = shift.people.filter((id) => free.includes(id)).slice(0, shift.wanted);
    const others = free.filter((id) => !chosen.includes(id));
    while (chosen.length < shift.wanted && others.length > 0)
      chosen.push(...others.splice(Math.floor(random() ** 1.5 * others.length), 1));
    for (const id of chosen) busy.set(id, [...(busy.get(id) ?? []), shift]);
    return chosen;
  };
}

async function publish(
  services: Services,
  at: At,
  { site, shifts, people = [], ...said }: DemoOpportunity,
  { volunteers, random }: Drawn,
): Promise<Published[]> {
  const now = services.clock();
  const weeksBack = -Math.min(0, ...shifts.flatMap(({ weeks = WEEKS }) => weeks));
  const earlier = inThePast(services, weeksBack * 7 + DAYS_BEFORE);
  return seedWork(earlier, at).change(async (change) => {
    const [sites] = await change.all(listSites({ organisationId: at.organisationId }));
    const siteId = sites[site]?.id ?? '';
    const { id } = await createOpportunity(change, at.actorId, {
      // lists have what was published last first
      id: newId(change.now.getTime()),
      siteId,
      ...said,
    });
    const today = dayIn(change.timeZone, now);
    const monday = daysAfter(today, 1 - weekdayOf(today));
    const { requirements } = said;
    const made: Published[] = [];
    for (const { weekday, from, to, capacity, weeks = WEEKS, coming = [], isCalledOff = false } of shifts) {
      let next = 0;
      for (const week of weeks) {
        const day = daysAfter(monday, week * 7 + weekday - 1);
        const startsAt = new Date(instantOf(change.timeZone, `${day}T${from}`));
        const endsAt = new Date(instantOf(change.timeZone, `${day}T${to}`));
        const shiftId = newId();
        const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
        const body = { id: shiftId, ...times, capacity };
        await createShifts(change, { opportunityId: id, accountId: at.actorId }, body);
        const isComing = startsAt > now;
        const filled = capacity - (capacity > 1 && random() < 0.3 ? 1 : 0);
        const wanted = isComing ? (coming[next++] ?? 0) : filled;
        made.push({
          shiftId,
          startsAt,
          endsAt,
          requirements,
          people: people.flatMap((person) => volunteers.get(person) ?? []),
          wanted,
          isCalledOff,
        });
      }
    }
    return made;
  });
}
