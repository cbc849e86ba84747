import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OpportunityView } from '../../contract/opportunities.ts';
import { Section } from '../ui/section.tsx';

/** The way from what volunteers are asked for to a proposal who could come. */
export function MatchLink({ opportunity: { id, state, places, taken } }: { opportunity: OpportunityView }) {
  const { t } = useTranslation('matching');
  if (state !== 'published' || taken >= places) return null;
  return (
    <Section title={t('link.title')}>
      <p>{t('link.hint', { count: places - taken })}</p>
      <Link to="/matches" search={{ opportunityId: id }}>
        {t('link.go')}
      </Link>
    </Section>
  );
}
