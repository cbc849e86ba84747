import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { type MouseEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadAllNotifications, ReadNotification } from '../../contract/notifications.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { dayIn } from '../../domain/calendar/clock-time.ts';
import { useSiteNames } from '../organisations/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './notifications.module.css';
import { choicesQuery, notificationPages, notificationsKey, type NotificationView } from './queries.ts';

/** What one was told of: today's and earlier ones, each a way to where it is seen to. */
export function NotificationListPage() {
  const { t } = useTranslation('notifications');
  const list = useInfiniteQuery(notificationPages);
  const newest = list.data?.pages[0]?.items[0];
  const readAll = useReading((until: string) => call(ReadAllNotifications, { body: { until } }));
  const isAnyUnread = list.data?.pages.some(({ items }) => items.some(isUnread));
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={<Link to="/profile/notifications">{t('list.choices')}</Link>}
        action={
          newest !== undefined &&
          isAnyUnread === true && (
            <Button onClick={() => readAll.mutate(newest.at)} loading={readAll.isPending}>
              {t('list.readAll')}
            </Button>
          )
        }
      />
      <NoAddress />
      <PagedList list={list} empty={<EmptyState title={t('list.empty')} hint={t('list.emptyHint')} />}>
        {(items) => <ByDay items={items} />}
      </PagedList>
    </>
  );
}

/** Whoever could be reached outside of this page, and gave no address yet. */
function NoAddress() {
  const { t } = useTranslation('notifications');
  const choices = useQuery(choicesQuery).data;
  const isReachable = choices?.ways.some(({ address }) => address !== null);
  const isPossible = choices?.ways.some(({ isAvailable }) => isAvailable);
  if (isReachable !== false || isPossible !== true) return null;
  return (
    <p className="notice">
      {t('list.noAddress')} <Link to="/profile/notifications">{t('contact.give')}</Link>
    </p>
  );
}

function ByDay({ items }: { items: readonly NotificationView[] }) {
  const { t } = useTranslation('notifications');
  const { zone, today } = useFormats();
  const isToday = ({ at }: NotificationView) => dayIn(zone, new Date(at)) === today;
  return (
    <>
      <Part title={t('list.today')} items={items.filter(isToday)} />
      <Part title={t('list.earlier')} items={items.filter((item) => !isToday(item))} />
    </>
  );
}

function Part({ title, items }: { title: string; items: readonly NotificationView[] }) {
  const id = useId();
  if (items.length === 0) return null;
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="items">
        {items.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Row({ item }: { item: NotificationView }) {
  const { t } = useTranslation('notifications');
  const { instant, inLanguage } = useFormats();
  const router = useRouter();
  const read = useReading(() => call(ReadNotification, { params: { id: item.id } }));
  const siteName = useSiteNames();
  const isNew = isUnread(item);
  const title = item.title === null ? t('list.hidden') : inLanguage(item.title, item.titleEn);
  const { path } = item;
  const open = (event: MouseEvent) => {
    if (isNew) read.mutate(undefined);
    // with a key held the browser opens a window of its own
    if (path === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    router.history.push(path);
  };
  return (
    <li className={`item item-tight ${isNew ? styles['unread'] : styles['read']}`}>
      <div className="item-main">
        {path === null ? (
          <span className="quiet">{title}</span>
        ) : (
          <a href={path} onClick={open}>
            {title}
          </a>
        )}
        <p className="quiet small">
          {[
            ...(item.siteId === null ? [] : [siteName(item.siteId)]),
            instant(item.at),
            ...(isNew ? [t('list.unread')] : item.readAt === null ? [] : [t('list.read')]),
          ].join(' · ')}
        </p>
      </div>
      <StateTag item={item} />
      {isNew && (
        <Button
          aria-label={`${t('list.markRead')} ${title} ${instant(item.at)}`}
          onClick={() => read.mutate(undefined)}
          loading={read.isPending}
        >
          {t('list.markRead')}
        </Button>
      )}
    </li>
  );
}

/** What a colleague saw to need not be read. */
function isUnread({ readAt, state }: NotificationView): boolean {
  return readAt === null && state !== 'settled';
}

function StateTag({ item: { state, isUrgent } }: { item: NotificationView }) {
  const { t } = useTranslation('notifications');
  if (state === 'hidden') return null;
  if (state === 'settled') return <Tag tone="good">{t('list.settled')}</Tag>;
  return isUrgent ? (
    <Tag tone="danger">{t('list.urgent')}</Tag>
  ) : (
    <Tag tone="warning">{t('list.waiting')}</Tag>
  );
}

function useReading<Input>(mark: (input: Input) => Promise<null>) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: mark,
    onError: (error) => void message.error(error.message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: notificationsKey }),
  });
}
