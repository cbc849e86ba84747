import { useTranslation } from 'react-i18next';
import { useFormats } from '../app/formats.ts';
import { Tag } from './tag.tsx';

/** How long there is still time, or since when there is none. */
export function DueClock({ minutesLeft }: { minutesLeft: number }) {
  const { t } = useTranslation();
  const { duration } = useFormats();
  return (
    <Tag tone={minutesLeft < 0 ? 'danger' : 'warning'}>
      {minutesLeft < 0
        ? t('alert.overdueBy', { time: duration(-minutesLeft) })
        : t('alert.dueIn', { time: duration(minutesLeft) })}
    </Tag>
  );
}
