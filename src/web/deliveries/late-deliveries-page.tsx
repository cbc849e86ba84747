import { type QueryClient, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { DismissDelivery, RetryDelivery } from '../../contract/deliveries.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { type Late, latePages } from './queries.ts';
import { useRouteWords } from './use-route-words.ts';

/** For the platform's operator: between whom something hangs, since when and why; never what it is. */
export function LateDeliveriesPage() {
  const { t } = useTranslation('deliveries');
  const late = useInfiniteQuery(latePages);
  return (
    <>
      <PageHeader title={t('late.title')} lead={t('late.lead')} />
      <PagedList list={late} empty={<EmptyState title={t('late.empty')} hint={t('late.emptyHint')} />}>
        {(items) => (
          <div className="section">
            <ul className="items">
              {items.map((item) => (
                <LateRow key={item.id} item={item} />
              ))}
            </ul>
          </div>
        )}
      </PagedList>
    </>
  );
}

function LateRow({ item }: { item: Late }) {
  const { t } = useTranslation('deliveries');
  const { instant, inLanguage } = useFormats();
  const why = useWhy();
  const kind = inLanguage(item.kind, item.kindEn);
  const route = useRouteWords()(item);
  const params = { organisationId: item.from.organisationId, id: item.id };
  const change = useLateChange(params);
  return (
    <li className="item">
      <div className="item-main">
        <strong>{route}</strong>
        <p>
          {kind}{' '}
          <Tag tone={item.nextAttemptAt === null ? 'danger' : 'warning'}>
            {t(item.nextAttemptAt === null ? 'late.givenUp' : 'late.waiting')}
          </Tag>
        </p>
        <p>{item.senderIsClosed ? t('late.senderClosed') : why(item.failure)}</p>
        <p className="quiet small">
          {[
            t('late.since', { time: instant(item.since) }),
            t('late.attempts', { n: item.attempts }),
            ...(item.nextAttemptAt === null ? [] : [t('late.next', { time: instant(item.nextAttemptAt) })]),
          ].join(' · ')}
        </p>
      </div>
      {!item.senderIsClosed && (
        <span className="row">
          <Button
            aria-label={t('late.retryOf', { kind, route })}
            onClick={() => change.retry.mutate()}
            loading={change.retry.isPending}
          >
            {t('late.retry')}
          </Button>
          {item.nextAttemptAt === null && (
            <Button
              aria-label={t('late.dismissOf', { kind, route })}
              onClick={() => change.dismiss.mutate()}
              loading={change.dismiss.isPending}
            >
              {t('late.dismiss')}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}

function useLateChange(params: { organisationId: string; id: string }) {
  const { t } = useTranslation('deliveries');
  const readAgain = (queryClient: QueryClient) =>
    void queryClient.invalidateQueries({ queryKey: latePages.queryKey });
  const onDone = () => undefined;
  return {
    retry: useChange<void, null>(
      { change: () => call(RetryDelivery, { params }), said: () => t('late.retried'), onDone },
      readAgain,
    ),
    dismiss: useChange<void, null>(
      { change: () => call(DismissDelivery, { params }), said: () => t('late.dismissed'), onDone },
      readAgain,
    ),
  };
}

/** What the code of a failure means to somebody who keeps the server. */
function useWhy() {
  const { t, i18n } = useTranslation('deliveries');
  return (code: string | null) => {
    if (code === null) return t('late.notTried');
    const key = `late.failures.${code}`;
    return i18n.exists(key, { ns: 'deliveries' })
      ? t(key as 'late.failures.failed')
      : t('late.otherFailure', { code });
  };
}
