import type { Language } from '../language.ts';
import { clockTimeIn, dayIn } from './clock-time.ts';

/** From when to when, by the clocks of a zone: `2026年11月30日周一 22:00–次日02:00`, `Mon, 30 November 2026, 22:00–02:00 (next day)`. */
export function sayShiftTimes(
  language: Language,
  { startsAt, endsAt, timeZone }: { startsAt: string; endsAt: string; timeZone: string },
): string {
  const options = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short', timeZone } as const;
  const day = new Date(startsAt).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', options);
  const [from, to] = [startsAt, endsAt].map((at) => clockTimeIn(timeZone, at).slice('YYYY-MM-DDT'.length));
  const isNextDay = dayIn(timeZone, new Date(startsAt)) !== dayIn(timeZone, new Date(endsAt));
  if (language === 'zh') return `${day} ${from}–${isNextDay ? '次日' : ''}${to}`;
  return `${day}, ${from}–${to}${isNextDay ? ' (next day)' : ''}`;
}
