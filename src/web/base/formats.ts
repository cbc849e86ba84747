import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../contract/language.ts';
import { ageOn } from '../../domain/people/calendar-day.ts';
import { useSession } from './session-context.ts';
import { dayIn } from '../../domain/calendar/clock-time.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';

/** Today, days, times and ages as the reader writes them, in the organisation's zone. */
export function useFormats() {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const zone = me.organisation.timeZone;
  const today = useToday(zone);
  return useMemo(() => {
    const language = i18n.language as Language;
    const { day, monthDay, month, instant } = formattersOf(language, zone);
    const dayText = (value: string) => day.format(new Date(`${value}T00:00:00Z`));
    return {
      zone,
      today,
      language,
      /** of bilingual texts; Chinese where nobody wrote the English */
      textOf: (texts: { readonly zh: string; readonly en: string }) =>
        language === 'en' && texts.en.trim() !== '' ? texts.en : texts.zh,
      /** what people named in their own language, and in English where they did */
      inLanguage: (own: string, english: string | null) => (language === 'en' ? (english ?? own) : own),
      day: dayText,
      /** where there is little room and the year is plain */
      dayOfYear: (value: string) => monthDay.format(new Date(`${value}T00:00:00Z`)),
      /** the month of a day, with its year */
      monthOf: (value: string) => month.format(new Date(`${value}T00:00:00Z`)),
      instant: (value: string) => instant.format(new Date(value)),
      /** the day on which an instant falls here */
      dayOf: (value: string) => dayText(dayIn(zone, new Date(value))),
      age: (birthDate: string | null) =>
        birthDate === null || birthDate > today
          ? undefined
          : t('person.ageYears', { n: ageOn(birthDate, today) }),
      /** how long, to the minute */
      minutesOf: (minutes: number) => sayMinutes(spokenLanguage(language), minutes),
      /** about how long, as a clock that runs says it */
      duration: (minutes: number) => {
        const whole = Math.max(0, Math.floor(minutes));
        if (whole < 60) return t('duration.minutes', { n: whole });
        const hours = Math.floor(whole / 60);
        if (hours < 24) return t('duration.hours', { hours, minutes: whole % 60 });
        return t('duration.days', { days: Math.floor(hours / 24), hours: hours % 24 });
      },
    };
  }, [t, i18n.language, zone, today]);
}

function makeFormatters(language: Language, zone: string) {
  // 27 Nov 2026: a month in figures is read as a day somewhere
  const locale = language === 'en' ? 'en-GB' : language;
  return {
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    monthDay: new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
    month: new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }),
    instant: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }),
  };
}

const formatters = new Map<string, ReturnType<typeof makeFormatters>>();

/** Made once for all pieces of a page: for each of them anew they were a tenth of its first drawing. */
function formattersOf(language: Language, zone: string): ReturnType<typeof makeFormatters> {
  const name = `${language} ${zone}`;
  const made = formatters.get(name) ?? makeFormatters(language, zone);
  formatters.set(name, made);
  return made;
}

const MINUTE = 60_000;

/** A page left open over midnight turns to the new day. */
function useToday(zone: string): string {
  const [today, setToday] = useState(() => dayIn(zone, new Date()));
  useEffect(() => {
    const timer = setInterval(() => setToday(dayIn(zone, new Date())), MINUTE);
    return () => clearInterval(timer);
  }, [zone]);
  return today;
}
