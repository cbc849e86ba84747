import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EndOwnCalendarFeed, MakeOwnCalendarFeed } from '../../contract/calendar.ts';
import { call } from '../base/api.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { FeedButtons, FeedTimes, NewAddress } from './feed-controls.tsx';
import { ownFeedQuery } from './queries.ts';
import { useFeedChange } from './use-feed-change.ts';

/** The address at which one's telephone or computer reads what waits for one. */
export function OwnCalendar() {
  const { t } = useTranslation('calendar');
  const found = useQuery(ownFeedQuery);
  const change = useFeedChange({
    queryKey: ownFeedQuery.queryKey,
    make: () => call(MakeOwnCalendarFeed, {}),
    end: () => call(EndOwnCalendarFeed, {}),
  });
  const feed = found.data?.feed ?? null;
  return (
    <Section title={t('own.title')}>
      <p>{t('own.lead')}</p>
      {found.isPending && <LoadingState rows={1} />}
      {found.error !== null && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {feed !== null && <FeedTimes feed={feed} />}
      <NewAddress path={change.path} />
      {found.isSuccess && <FeedButtons change={change} hasFeed={feed !== null} of={t('own.title')} />}
      {feed !== null && <p className="quiet small">{t('feed.renewHint')}</p>}
    </Section>
  );
}
