import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EndSiteCalendarFeed, MakeSiteCalendarFeed } from '../../contract/calendar.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { FeedButtons, FeedTimes, NewAddress } from './feed-controls.tsx';
import { type FeedView, siteFeedsQuery } from './queries.ts';
import { useFeedChange } from './use-feed-change.ts';

type SiteFeed = FeedView & { readonly madeBy: string };

/** Addresses at which a site's partners read on which days something goes on there. */
export function SiteCalendars() {
  const { t } = useTranslation('calendar');
  const { sites } = useSession().me;
  const feeds = useQuery(siteFeedsQuery);
  return (
    <Section title={t('sites.title')}>
      <p>{t('sites.lead')}</p>
      {feeds.isPending && <LoadingState rows={2} />}
      {feeds.error !== null && <ErrorState error={feeds.error} onRetry={() => void feeds.refetch()} />}
      {feeds.isSuccess && (
        <ul className="items">
          {sites.map(({ id, name }) => (
            <SiteCalendar
              key={id}
              id={id}
              name={name}
              feed={feeds.data.items.find(({ siteId }) => siteId === id)}
            />
          ))}
        </ul>
      )}
      {(feeds.data?.items.length ?? 0) > 0 && <p className="quiet small">{t('feed.renewHint')}</p>}
    </Section>
  );
}

function SiteCalendar({ id, name, feed }: { id: string; name: string; feed: SiteFeed | undefined }) {
  const { t } = useTranslation('calendar');
  const { nameOf } = useColleagues();
  const params = { id };
  const change = useFeedChange({
    queryKey: siteFeedsQuery.queryKey,
    make: () => call(MakeSiteCalendarFeed, { params }),
    end: () => call(EndSiteCalendarFeed, { params }),
  });
  return (
    <li className="item">
      <div className="item-main">
        <strong>{name}</strong>
        {feed === undefined ? (
          <p className="quiet small">{t('sites.none')}</p>
        ) : (
          <FeedTimes feed={feed} madeBy={nameOf(feed.madeBy)} />
        )}
        <NewAddress path={change.path} />
      </div>
      <FeedButtons change={change} hasFeed={feed !== undefined} of={name} />
    </li>
  );
}
