import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { clientStatisticsQuery } from './queries.ts';

/** For a department: what it will see here, why there is nothing yet, and whom to ask; gone once there are totals. */
export function TotalsToCome() {
  const { t } = useTranslation('clients');
  const { me } = useSession();
  const { inLanguage } = useFormats();
  const statistics = useQuery(clientStatisticsQuery);
  if (statistics.data === undefined || statistics.data.rows.length > 0) return null;
  return (
    <Section title={t('today.totalsToCome')}>
      <p>{t('today.totalsWhat', { name: inLanguage(me.organisation.name, me.organisation.nameEn) })}</p>
      <p>{t('today.totalsWhy')}</p>
      <p>{t('today.totalsAsk')}</p>
    </Section>
  );
}
