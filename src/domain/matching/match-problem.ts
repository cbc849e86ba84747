import type { CalendarDay } from '../people/calendar-day.ts';
import type { Availability } from '../volunteers/availability.ts';
import type { Candidate, Requirements } from '../volunteers/requirements.ts';
import type { MatchOptions } from './match-options.ts';

/** From when to when, in milliseconds since 1970, and at which site. Half-open. */
export interface Engagement {
  readonly shiftId: string;
  readonly siteId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** the Monday of the week in which it begins, by the clocks of the organisation */
  readonly week: CalendarDay;
}

/** A day's part of a shift, by the clocks of the organisation. */
export interface ClockSpan {
  readonly day: CalendarDay;
  /** HH:MM */
  readonly from: string;
  /** HH:MM, 24:00 where the shift goes on after midnight */
  readonly to: string;
}

/** Free places for one kind of helper at a shift. */
export interface MatchPlace extends Engagement {
  readonly role: string;
  readonly opportunityId: string;
  /** GB/T 2260, of the site */
  readonly regionCode: string;
  readonly category: string | null;
  readonly requirements: Requirements;
  readonly free: number;
  /** one for each day that the shift touches */
  readonly spans: readonly ClockSpan[];
}

/** Somebody who might be asked. */
export interface MatchVolunteer extends Candidate {
  readonly id: string;
  readonly categories: readonly string[];
  readonly regionCode: string | null;
  readonly availability: Availability;
  /** places that they have or wait for */
  readonly engaged: readonly Engagement[];
  /** shifts that they gave back or were taken out of: nobody asks twice */
  readonly leftShiftIds: readonly string[];
  /** served of late, and promised within the days of the match */
  readonly minutes: number;
  /** how often they served there, by opportunity */
  readonly servedAt: Readonly<Record<string, number>>;
  /** how often they helped at sessions of the groups that it is for, by opportunity */
  readonly helpedAt: Readonly<Record<string, number>>;
}

/** How often somebody was with the people of an opportunity, at its shifts or at sessions of its groups. */
export function timesKnown(
  { servedAt, helpedAt }: Pick<MatchVolunteer, 'servedAt' | 'helpedAt'>,
  opportunityId: string,
): number {
  return (servedAt[opportunityId] ?? 0) + (helpedAt[opportunityId] ?? 0);
}

/** What somebody decided by hand: this one, or not this one. */
export interface MatchDecision extends NamedPair {
  readonly decision: 'fixed' | 'barred';
}

export interface MatchProblem {
  readonly options: MatchOptions;
  readonly places: readonly MatchPlace[];
  readonly volunteers: readonly MatchVolunteer[];
  readonly decisions: readonly MatchDecision[];
}

/** Somebody at a place, by their numbers in the problem. */
export interface MatchPair {
  readonly place: number;
  readonly volunteer: number;
}

/** Somebody at a place, by what they are called outside of the problem. */
export interface NamedPair {
  readonly shiftId: string;
  readonly role: string;
  readonly volunteerId: string;
}

/** By their numbers; whom or what the problem does not know is left out. */
export function numberPairs(
  { places, volunteers }: Pick<MatchProblem, 'places' | 'volunteers'>,
  named: readonly NamedPair[],
): MatchPair[] {
  const placeOf = new Map(places.map((place, at) => [placeKey(place), at]));
  const volunteerOf = new Map(volunteers.map(({ id }, at) => [id, at]));
  return named.flatMap((one) => {
    const place = placeOf.get(placeKey(one));
    const volunteer = volunteerOf.get(one.volunteerId);
    return place === undefined || volunteer === undefined ? [] : [{ place, volunteer }];
  });
}

/** A place of a shift as a key. */
export function placeKey({ shiftId, role }: { readonly shiftId: string; readonly role: string }): string {
  return `${shiftId} ${role}`;
}
