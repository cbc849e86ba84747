import { useTranslation } from 'react-i18next';
import { clockTimeIn } from '../../domain/calendar/clock-time.ts';
import { useFormats } from '../base/formats.ts';

interface Times {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** When something is, as the reader writes it. */
export function useMeetingWords() {
  const { t } = useTranslation('meetings');
  const { zone, instant } = useFormats();
  return {
    span: ({ startsAt, endsAt }: Times) => {
      const [from, until] = [clockTimeIn(zone, startsAt), clockTimeIn(zone, endsAt)];
      const isOneDay = from.slice(0, 10) === until.slice(0, 10);
      return t('span', { from: instant(startsAt), until: isOneDay ? until.slice(11) : instant(endsAt) });
    },
  };
}
