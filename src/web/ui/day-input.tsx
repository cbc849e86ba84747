import { Input } from 'antd';
import { useFormats } from '../base/formats.ts';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';

interface DayInputProps {
  id?: string;
  value?: CalendarDay | null;
  onChange?: (day: CalendarDay | null) => void;
  max?: CalendarDay;
  min?: CalendarDay;
}

/**
 * A calendar day by the device's own picker: quick on a phone, typed on a keyboard. That shows 03/04 as the device's language has it,
 * whatever the page's: in English the month stands beside it in letters.
 */
export function DayInput({ value, onChange, ...rest }: DayInputProps) {
  const { day, language } = useFormats();
  const isSaid = value !== null && value !== undefined && value !== '';
  // there from the beginning: a field that gets one while somebody types loses the focus
  const inLetters = <span className="quiet small">{isSaid && day(value)}</span>;
  return (
    <Input
      {...rest}
      suffix={language === 'en' ? inLetters : undefined}
      type="date"
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value === '' ? null : event.target.value)}
    />
  );
}
