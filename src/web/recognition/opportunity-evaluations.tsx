import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OpportunityView } from '../../contract/opportunities.ts';
import { TOLD_FROM } from '../../domain/volunteers/recognition.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { opportunityEvaluationsQuery } from './queries.ts';

/** On the page of what volunteers are asked for: what those who came say of it, together. */
export function OpportunityEvaluations({ opportunity }: { opportunity: OpportunityView }) {
  const { t } = useTranslation('recognition');
  const query = useQuery(opportunityEvaluationsQuery(opportunity.id));
  return (
    <Section title={t('said.title')}>
      <p className="quiet small">{t('said.lead', { from: TOLD_FROM })}</p>
      {query.isPending && <LoadingState rows={2} />}
      {query.error !== null && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && <Said said={query.data} />}
    </Section>
  );
}

function Said({
  said: { count, toldCount, mean, words },
}: {
  said: { count: number; toldCount: number; mean: number | null; words: string[] };
}) {
  const { t } = useTranslation('recognition');
  return (
    <>
      <p>
        {count === 0 ? t('said.none') : t('said.count', { count })}
        {mean !== null && ` · ${t('said.mean', { mean: mean.toFixed(1), count: toldCount })}`}
      </p>
      {count > toldCount && <p className="quiet small">{t('said.waiting', { count: count - toldCount })}</p>}
      {words.length > 0 && (
        <ul className="items">
          {words.map((one, at) => (
            // two may say the same
            // eslint-disable-next-line react/no-array-index-key
            <li key={at} className="item">
              <p className="prose">{one}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
