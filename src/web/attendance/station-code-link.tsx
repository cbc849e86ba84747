import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OpportunityView } from '../../contract/opportunities.ts';
import { Section } from '../ui/section.tsx';

/** On the page of an opportunity: to the QR that hangs at its site. */
export function StationCodeLink({ opportunity: { siteId, siteName } }: { opportunity: OpportunityView }) {
  const { t } = useTranslation('attendance');
  return (
    <Section title={t('station.title')}>
      <p className="quiet small">{t('station.lead')}</p>
      <p>
        <Link to="/sites/$siteId/station-code" params={{ siteId }}>
          {t('station.of', { site: siteName })}
        </Link>
      </p>
    </Section>
  );
}
