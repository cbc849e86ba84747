import type { Language } from '../language.ts';
import type { CalendarDay } from '../people/calendar-day.ts';

/** `2026年11月30日`, `30 November 2026`. */
export function sayDay(language: Language, day: CalendarDay): string {
  const options = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
  return new Date(day).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', options);
}
