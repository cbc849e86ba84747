import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { CopyBox } from '../ui/copy-box.tsx';
import styles from './calendar.module.css';
import type { FeedView } from './queries.ts';
import type { useFeedChange } from './use-feed-change.ts';

/** Since when an address is there, and whether anybody reads it. */
export function FeedTimes({ feed, madeBy }: { feed: FeedView; madeBy?: string }) {
  const { t } = useTranslation('calendar');
  const { instant } = useFormats();
  const times = [
    madeBy === undefined
      ? t('feed.made', { time: instant(feed.createdAt) })
      : t('feed.madeBy', { name: madeBy, time: instant(feed.createdAt) }),
    feed.usedAt === null ? t('feed.unread') : t('feed.read', { time: instant(feed.usedAt) }),
  ];
  return <p className="quiet small">{times.join(' · ')}</p>;
}

/** @param of whose calendar, for whoever hears the buttons one by one */
export function FeedButtons(props: {
  change: ReturnType<typeof useFeedChange>;
  hasFeed: boolean;
  of: string;
}) {
  const { make, end } = props.change;
  const { t } = useTranslation('calendar');
  const makeWord = t(props.hasFeed ? 'feed.renew' : 'feed.make');
  return (
    <span className="row">
      <Button
        aria-label={`${makeWord} ${props.of}`}
        loading={make.isPending}
        disabled={end.isPending}
        onClick={() => make.mutate()}
      >
        {makeWord}
      </Button>
      {props.hasFeed && (
        <Button
          aria-label={`${t('feed.end')} ${props.of}`}
          loading={end.isPending}
          disabled={make.isPending}
          onClick={() => end.mutate()}
        >
          {t('feed.end')}
        </Button>
      )}
    </span>
  );
}

/** Shown once, with what to do with it. */
export function NewAddress({ path }: { path: string | undefined }) {
  const { t } = useTranslation('calendar');
  if (path === undefined) return null;
  return (
    <div className={styles['new-address']}>
      <p>{t('feed.once')}</p>
      <CopyBox label={t('feed.address')} text={`${location.origin}${path}`} />
      <p className="quiet small">{t('feed.secret')}</p>
    </div>
  );
}
