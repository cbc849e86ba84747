import { queryOptions, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { type LateDelivery, ListLateDeliveries, RetryDelivery } from '../../contract/deliveries.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';

type Late = Static<typeof LateDelivery>;

const lateQuery = queryOptions({
  queryKey: ['late-deliveries'],
  queryFn: ({ signal }) => call(ListLateDeliveries, { signal }),
});

/** For the platform's operator: between whom something hangs, since when and why; never what it is. */
export function LateDeliveriesPage() {
  const { t } = useTranslation('deliveries');
  const late = useQuery(lateQuery);
  return (
    <>
      <PageHeader title={t('late.title')} lead={t('late.lead')} />
      {late.error !== null && <ErrorState error={late.error} onRetry={() => void late.refetch()} />}
      {late.isPending && <LoadingState />}
      {late.data?.items.length === 0 && <EmptyState title={t('late.empty')} hint={t('late.emptyHint')} />}
      {late.data !== undefined && late.data.total > late.data.items.length && (
        <p>{t('late.more', { total: late.data.total, n: late.data.items.length })}</p>
      )}
      {late.data !== undefined && late.data.items.length > 0 && (
        <div className="section">
          <ul className="items">
            {late.data.items.map((item) => (
              <LateRow key={item.id} item={item} />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function LateRow({ item }: { item: Late }) {
  const { t } = useTranslation('deliveries');
  const { instant, inLanguage } = useFormats();
  const why = useWhy();
  const nameOf = ({ name, nameEn }: Late['from']) =>
    name === '' ? t('late.gone') : inLanguage(name, nameEn);
  const kind = inLanguage(item.kind, item.kindEn);
  const route = t('late.route', { from: nameOf(item.from), to: nameOf(item.to) });
  const retry = useChange<void, null>(
    {
      change: () =>
        call(RetryDelivery, { params: { organisationId: item.from.organisationId, id: item.id } }),
      said: () => t('late.retried'),
      onDone: () => undefined,
    },
    (queryClient) => void queryClient.invalidateQueries({ queryKey: lateQuery.queryKey }),
  );
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
        <p>{why(item.failure)}</p>
        <p className="quiet small">
          {[
            t('late.since', { time: instant(item.since) }),
            t('late.attempts', { n: item.attempts }),
            ...(item.nextAttemptAt === null ? [] : [t('late.next', { time: instant(item.nextAttemptAt) })]),
          ].join(' · ')}
        </p>
      </div>
      <Button
        aria-label={t('late.retryOf', { kind, route })}
        onClick={() => retry.mutate()}
        loading={retry.isPending}
      >
        {t('late.retry')}
      </Button>
    </li>
  );
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
