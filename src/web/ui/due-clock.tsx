import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { Tag } from './tag.tsx';

const MINUTE = 60_000;

/** How long there is still time, or since when there is none. */
export function DueClock({ dueAt, now }: { dueAt: string; now: number }) {
  const { t } = useTranslation();
  const { duration } = useFormats();
  const minutesLeft = (Date.parse(dueAt) - now) / MINUTE;
  return (
    <Tag tone={minutesLeft < 0 ? 'danger' : 'warning'}>
      {minutesLeft < 0
        ? t('due.overdueBy', { time: duration(-minutesLeft) })
        : t('due.in', { time: duration(minutesLeft) })}
    </Tag>
  );
}
