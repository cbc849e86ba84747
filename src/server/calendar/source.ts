import type { Permission } from '../../domain/access/roles.ts';
import type { Language } from '../../contract/language.ts';
import type { CalendarEvent, Span } from '../../domain/calendar/calendar-event.ts';
import type { Reading, Work } from '../platform/work/work.ts';

/** What a slice puts into calendars. It stands with the slice, and `src/server/calendar-sources.ts` names it. */
export interface CalendarSource {
  /** the right under which the slice's own pages show it: its reach is the reading's */
  readonly permission: Permission;
  /** what waits for one account, among the rows of that reach */
  readonly ofAccount: (reading: Reading, accountId: string, span: Span) => Promise<CalendarEvent[]>;
  /** what goes on at a site, whoever does it; left out where it would be about persons */
  readonly ofSite?: (reading: Reading, siteId: string, span: Span) => Promise<CalendarEvent[]>;
}

/**
 * The calendar of somebody of the public, who has no rights and no sites: its address was made by another slice.
 * @returns undefined: it is no such address
 */
export type HolderCalendar = (asked: {
  /** in the tenant that the address names */
  readonly work: Work;
  readonly tokenHash: Buffer;
  readonly origin: { readonly requestId: string; readonly language: Language };
}) => Promise<CalendarEvent[] | undefined>;

/** Events of one kind in one calendar, in the order in which its source lists them; what is beyond is left out. */
export const MOST_EVENTS = 1_000;
