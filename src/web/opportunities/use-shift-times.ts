import { useTranslation } from 'react-i18next';
import { clockTimeIn } from '../../domain/calendar/clock-time.ts';
import { weekdayOf } from '../../domain/calendar/weekday.ts';
import { useFormats } from '../base/formats.ts';
import { weekdayNames } from '../ui/weekday-names.ts';

interface Times {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** When a shift is, as it is written in a list: the day with its weekday, and the hours; a night says that it ends on the next day. */
export function useShiftTimes() {
  const { t } = useTranslation();
  const { zone, day, dayOfYear } = useFormats();
  const weekday = (of: string) => t(`weeklyPlan.weekdays.${weekdayNames[weekdayOf(of) - 1] ?? 'mon'}`);
  const split = (instant: string) => {
    const clock = clockTimeIn(zone, instant);
    return { day: clock.slice(0, 'YYYY-MM-DD'.length), time: clock.slice('YYYY-MM-DDT'.length) };
  };
  return {
    /** `YYYY-MM-DD` */
    dayOf: (instant: string) => split(instant).day,
    dayText: (instant: string) => {
      const of = split(instant).day;
      return `${dayOfYear(of)} ${weekday(of)}`;
    },
    fullDayText: (instant: string) => {
      const of = split(instant).day;
      return `${day(of)} ${weekday(of)}`;
    },
    hoursText: ({ startsAt, endsAt }: Times) => {
      const [from, to] = [split(startsAt), split(endsAt)];
      return `${from.time}–${to.day > from.day ? `${t('weeklyPlan.nextDay')} ` : ''}${to.time}`;
    },
  };
}
