import type { Texts } from '../language.ts';
import type { CalendarDay } from '../people/calendar-day.ts';

/** A whole day of the organisation's, an instant by which something is due, or from one to another. */
export type EventTime =
  | { readonly day: CalendarDay; readonly at?: never }
  | { readonly at: Date; readonly until?: Date; readonly day?: never };

/** What a calendar shows of something that is planned or due. It leaves the product: nothing in it names a person. */
export interface CalendarEvent {
  /** kind and ids of the row that it stands for: the same wherever the event moves to */
  readonly id: string;
  readonly when: EventTime;
  /** words of the product, numbers, no text that people wrote but for everybody */
  readonly title: Texts;
  /** where it takes place */
  readonly siteId?: string;
  /** the same in words, for whoever sees no sites */
  readonly place?: string;
  /** the page that tells more to whoever may see it */
  readonly path: string;
  /** grows with each change (RFC 5545, SEQUENCE) */
  readonly sequence: number;
  readonly changedAt: Date;
  /** whom it is about: written down with the reading, never told */
  readonly clientId?: string;
}

/** The days that a calendar shows, both included. */
export interface Span {
  readonly from: CalendarDay;
  readonly until: CalendarDay;
}

const DAY_MS = 86_400_000;
const DAYS_BACK = 31;
const DAYS_AHEAD = 366;

/** A month back, so that last week can be looked up; a year ahead, which holds every school year's plan. */
export function spanAround(today: CalendarDay): Span {
  return { from: daysAfter(today, -DAYS_BACK), until: daysAfter(today, DAYS_AHEAD) };
}

export function daysAfter(day: CalendarDay, days: number): CalendarDay {
  const later = new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
  return later.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** A SEQUENCE for rows that count no versions: whole seconds from the making to the last change. */
export function sequenceOf(madeAt: Date, changedAt: Date): number {
  return Math.max(0, Math.floor((changedAt.getTime() - madeAt.getTime()) / 1000));
}
