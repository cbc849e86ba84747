import { Input } from 'antd';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';

interface DayInputProps {
  id?: string;
  value?: CalendarDay | null;
  onChange?: (day: CalendarDay | null) => void;
  max?: CalendarDay;
  min?: CalendarDay;
}

/** A calendar day by the device's own picker: quick on a phone, typed on a keyboard. */
export function DayInput({ value, onChange, ...rest }: DayInputProps) {
  return (
    <Input
      {...rest}
      type="date"
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value === '' ? null : event.target.value)}
    />
  );
}
