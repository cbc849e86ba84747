import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { clientResponsesQuery } from './queries.ts';
import { useInstruments } from './use-instruments.ts';

/** Every questionnaire that a person answered, newest first, each a step from its answers. */
export function ClientAnswers({ clientId }: { clientId: string }) {
  const { t } = useTranslation('measures');
  const { may } = useSession();
  const { instant } = useFormats();
  const { titleOf } = useInstruments();
  const list = useQuery(clientResponsesQuery(clientId));
  return (
    <Section
      title={t('response.answered')}
      action={
        may('response.create') && (
          <Link to="/measures/enter" search={{ client: clientId }}>
            {t('entry.open')}
          </Link>
        )
      }
    >
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState rows={2} />}
      {list.data?.items.length === 0 && <p className="quiet">{t('response.noneAnswered')}</p>}
      <ul className="items">
        {list.data?.items.map(
          ({ id, instrumentId, wave, answeredAt, recordedFrom, keptApart, isLookedAt }) => (
            <li key={id} className="item">
              <div className="item-main">
                <Link
                  to="/responses/$responseId"
                  params={{ responseId: id }}
                  aria-label={t('action.of', { action: titleOf(instrumentId), whose: instant(answeredAt) })}
                >
                  {titleOf(instrumentId)}
                </Link>{' '}
                <span className="quiet small">
                  {instant(answeredAt)}
                  {wave !== null && ` · ${t(`measure.waves.${wave}`)}`}
                  {recordedFrom !== null && ` · ${t(`entry.sources.${recordedFrom}`)}`}
                </span>
              </div>
              {keptApart !== null && (
                <Tag tone={isLookedAt ? 'plain' : 'warning'}>
                  {t(isLookedAt ? 'response.apartLooked' : 'response.apartOpen')}
                </Tag>
              )}
            </li>
          ),
        )}
      </ul>
    </Section>
  );
}
