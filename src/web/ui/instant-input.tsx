import { Input } from 'antd';
import { useFormats } from '../base/formats.ts';
import { clockTimeIn, instantOf } from '../../domain/calendar/clock-time.ts';

interface InstantInputProps {
  id?: string;
  value?: string | null;
  onChange?: (instant: string | null) => void;
}

/** A point in time as clocks of the organisation show it; the value is an instant in UTC. */
export function InstantInput({ value, onChange, ...rest }: InstantInputProps) {
  const { zone } = useFormats();
  return (
    <Input
      {...rest}
      type="datetime-local"
      value={value === null || value === undefined ? '' : clockTimeIn(zone, value)}
      onChange={(event) =>
        onChange?.(event.target.value === '' ? null : instantOf(zone, event.target.value.slice(0, 16)))
      }
    />
  );
}
