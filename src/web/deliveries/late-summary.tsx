import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { latePages } from './queries.ts';
import { useRouteWords } from './use-route-words.ts';

/** For the operator: between which organisations something hangs, and how much. */
export function DeliveriesToday() {
  const { t } = useTranslation('deliveries');
  const routeWords = useRouteWords();
  const late = useInfiniteQuery(latePages);
  const items = (late.data?.pages ?? []).flatMap((page) => page.items);
  const routes = [...Map.groupBy(items, routeWords)];
  return (
    <Section title={t('late.title')} action={<Link to="/deliveries">{t('action.open')}</Link>}>
      {late.isPending && <LoadingState rows={1} />}
      {late.error !== null && <ErrorState error={late.error} onRetry={() => void late.refetch()} />}
      {late.isSuccess && routes.length === 0 && <p className="quiet">{t('late.empty')}</p>}
      <ul className="items">
        {routes.map(([route, hanging]) => (
          <li key={route} className="item item-tight">
            <div className="item-main">{route}</div>
            <span>{t('late.count', { n: hanging.length })}</span>
          </li>
        ))}
      </ul>
      {late.hasNextPage && <p className="quiet">{t('late.more')}</p>}
    </Section>
  );
}
