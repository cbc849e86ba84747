import { useTranslation } from 'react-i18next';
import { publicHolidayOn } from '../../domain/calendar/public-holiday.ts';
import { useFormats } from '../base/formats.ts';

/** A day may be chosen although nobody is at school: said, not refused. */
export function HolidayHint({ day }: { day: string | null | undefined }) {
  const { t } = useTranslation('groups');
  const { textOf } = useFormats();
  const holiday = typeof day === 'string' ? publicHolidayOn(day) : undefined;
  return holiday === undefined ? null : t('group.onHoliday', { holiday: textOf(holiday) });
}
