import { useTranslation } from 'react-i18next';
import type { ShiftAttendanceView } from '../../contract/attendance.ts';
import { clockTimeIn } from '../../domain/calendar/clock-time.ts';
import { absenceNames } from '../../domain/volunteers/attendance.ts';
import { useFormats } from '../base/formats.ts';

/** Told so long afterwards, it was not told at once. */
const LATE_MS = 2 * 60_000;

/** When somebody came and went, by what it is known, and what is recorded of it, in words. */
export function useAttendanceWords() {
  const { t } = useTranslation('attendance');
  const { zone, instant, minutesOf, textOf } = useFormats();
  const timeOf = (at: string) => clockTimeIn(zone, at).slice('YYYY-MM-DDT'.length);
  const evidenceOf = (at: string, told: string | null, metres: number | null) => [
    ...(told !== null && Date.parse(told) - Date.parse(at) > LATE_MS
      ? [t('evidence.told', { time: instant(told) })]
      : []),
    ...(metres === null ? [] : [t('evidence.metres', { n: metres })]),
  ];
  return {
    timeOf,
    minutesOf,
    /** empty where nobody said that they were there or not */
    linesOf: ({
      checkedInAt,
      checkedInBy,
      checkedInMetres,
      toldInAt,
      checkedOutAt,
      checkedOutBy,
      checkedOutMetres,
      toldOutAt,
      absentBecause,
      minutes,
      pendingMinutes,
    }: ShiftAttendanceView): string[] => [
      ...(checkedInAt === null || checkedInBy === null
        ? []
        : [
            t('evidence.in', { time: timeOf(checkedInAt), way: t(`ways.${checkedInBy}`) }),
            ...evidenceOf(checkedInAt, toldInAt, checkedInMetres),
          ]),
      ...(checkedOutAt === null || checkedOutBy === null
        ? []
        : [
            t('evidence.out', { time: timeOf(checkedOutAt), way: t(`ways.${checkedOutBy}`) }),
            ...evidenceOf(checkedOutAt, toldOutAt, checkedOutMetres),
          ]),
      ...(absentBecause === null
        ? []
        : [t('evidence.absent', { reason: textOf(absenceNames[absentBecause]) })]),
      ...(minutes === null ? [] : [t('evidence.recorded', { time: minutesOf(minutes) })]),
      ...(pendingMinutes === null ? [] : [t('evidence.pending', { time: minutesOf(pendingMinutes) })]),
    ],
  };
}
