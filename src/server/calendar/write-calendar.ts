import ical, { ICalEventTransparency } from 'ical-generator';
import { inLines, markUnstorable } from '../../domain/written-text.ts';
import type { Language } from '../../contract/language.ts';
import { type CalendarEvent, daysAfter } from '../../domain/calendar/calendar-event.ts';
import { spokenLanguage } from '../../domain/language.ts';

export interface Calendar {
  readonly name: string;
  readonly language: Language;
  /** IANA name of the organisation's zone, in which its days are meant */
  readonly timeZone: string;
  /** address of the server, to which the events' pages are added */
  readonly origin: string;
  readonly events: readonly CalendarEvent[];
  readonly siteName: (id: string) => string;
}

const PRODUCT = 'Nuantu';
const REFRESH_SECONDS = 3_600;

/**
 * A calendar as RFC 5545 and RFC 7986 write it. Days are dates without a zone; instants are written in UTC, which every
 * calendar shows in its reader's zone, so that no zone's rules have to come along. Same events, same text.
 */
export function writeCalendar(calendar: Calendar): string {
  const { language, events, origin, siteName } = calendar;
  const written = ical({
    name: plainName(calendar.name) || PRODUCT,
    prodId: { company: PRODUCT, product: PRODUCT, language: language === 'en' ? 'EN' : 'ZH' },
    ttl: REFRESH_SECONDS,
  });
  for (const event of events) {
    const place = event.siteId === undefined ? (event.place ?? '') : siteName(event.siteId);
    written.createEvent({
      id: `${event.id}@nuantu`,
      ...timesOf(event),
      summary: shown(event.title[spokenLanguage(language)]),
      ...(place === '' ? {} : { location: shown(place) }),
      url: origin + event.path,
      // a day on which something is due is not a day on which nothing else can be
      transparency: ICalEventTransparency.TRANSPARENT,
      sequence: event.sequence,
      // without METHOD it says when the event changed, not when the text was written
      stamp: event.changedAt,
      lastModified: event.changedAt,
    });
  }
  // the library writes this only where it also writes local times, and by itself after the events
  const zone = `\r\nX-WR-TIMEZONE:${calendar.timeZone}\r\nREFRESH-INTERVAL`;
  return `${written.toString().replace('\r\nREFRESH-INTERVAL', () => zone)}\r\n`;
}

function timesOf({ when }: CalendarEvent) {
  // an instant without an end ends at once (RFC 5545, 3.6.1); a day ends where the next begins
  if (when.day === undefined)
    return { start: when.at, ...(when.until === undefined ? {} : { end: when.until }) };
  return { start: midnight(when.day), end: midnight(daysAfter(when.day, 1)), allDay: true };
}

function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/**
 * The library writes a calendar's name as it is, where a line break in a site's name would begin a property; and of what
 * has to be escaped, readers of X-WR-CALNAME disagree whether it was.
 */
function plainName(text: string): string {
  return shown(text)
    .replaceAll(/[\\;,\s]+/g, ' ')
    .trim();
}

/** Controls are no text of a calendar (RFC 5545, 3.1), and rows may be older than the doors that refuse them. */
function shown(text: string): string {
  return markUnstorable(inLines(text));
}
