import { useTranslation } from 'react-i18next';
import { rruleOf } from '../../domain/calendar/recurrence.ts';
import { weekdayOf } from '../../domain/calendar/weekday.ts';
import type { PlannedDates, WeeklyPlan } from '../../domain/calendar/weekly-plan.ts';
import { useFormats } from '../base/formats.ts';
import { CopyBox } from './copy-box.tsx';
import { weekdayNames } from './weekday-names.ts';
import styles from './weekly-plan-editor.module.css';

/** Months that stand open from the beginning: about what fits on a screen. */
const OPEN_MONTHS = 3;

/** The dates that a plan makes by months, those that it leaves out with the reason, and its rules for other calendars. */
export function WeeklyPlanDates(props: { plan: WeeklyPlan; dates: PlannedDates; zone: string | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { occurrences, left, unknownFrom } = props.dates;
  const months = [...new Set([...occurrences, ...left].map(({ day }) => monthOf(day)))].sort();
  return (
    <div>
      <output>
        <strong>{t('weeklyPlan.times', { n: occurrences.length })}</strong>
        {left.length > 0 && (
          <span className="quiet">
            {t('state.semicolon')}
            {t('weeklyPlan.left', { n: left.length })}
          </span>
        )}
      </output>
      {unknownFrom !== undefined && (
        <p className="notice">{t('weeklyPlan.unknownFrom', { day: formats.day(unknownFrom) })}</p>
      )}
      {months.map((month, place) => (
        <MonthOfDates key={month} month={month} dates={props.dates} isOpen={place < OPEN_MONTHS} />
      ))}
      <details className={styles['rules']}>
        <summary>{t('weeklyPlan.calendarRule')}</summary>
        <p className="quiet small">{t('weeklyPlan.calendarRuleHint')}</p>
        {rruleOf(props.plan, props.zone ?? formats.zone).map(({ from, to, lines }) => (
          <CopyBox
            key={`${from} ${to}`}
            label={t('weeklyPlan.calendarRuleOf', { from, to })}
            text={lines.join('\n')}
          />
        ))}
      </details>
    </div>
  );
}

const monthOf = (day: string) => day.slice(0, 'YYYY-MM'.length);

function MonthOfDates({ month, dates, isOpen }: { month: string; dates: PlannedDates; isOpen: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const nameOf = (day: string) =>
    `${formats.dayOfYear(day)} ${t(`weeklyPlan.weekdays.${weekdayNames[weekdayOf(day) - 1] ?? 'mon'}`)}`;
  const held = dates.occurrences.filter(({ day }) => monthOf(day) === month);
  const rows = [
    ...held.map(({ day, from, to }) => ({
      key: `${day} ${from}`,
      row: `${nameOf(day)} ${from}–${to <= from ? `${t('weeklyPlan.nextDay')} ` : ''}${to}`,
    })),
    ...dates.left
      .filter(({ day }) => monthOf(day) === month)
      .map(({ day, reason, why }) => ({
        key: day,
        row: (
          <>
            <del>{nameOf(day)}</del>{' '}
            <span className="quiet">
              {t(reason === 'holiday' ? 'weeklyPlan.leftHoliday' : 'weeklyPlan.leftMakeUpDay', {
                holiday: formats.textOf(why),
              })}
            </span>
          </>
        ),
      })),
  ].sort((one, other) => one.key.localeCompare(other.key));
  return (
    <details className={styles['month']} open={isOpen}>
      <summary>
        {t('weeklyPlan.timesOfMonth', { month: formats.monthOf(`${month}-01`), n: held.length })}
      </summary>
      <ul className={styles['dates']}>
        {rows.map(({ key, row }) => (
          <li key={key}>{row}</li>
        ))}
      </ul>
    </details>
  );
}
