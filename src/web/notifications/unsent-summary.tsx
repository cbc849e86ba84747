import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { unsentPages } from './queries.ts';

/** For the operator: whose staff was not reached, and by how many messages. */
export function UnsentToday() {
  const { t } = useTranslation('notifications');
  const { inLanguage } = useFormats();
  const unsent = useInfiniteQuery(unsentPages);
  const items = (unsent.data?.pages ?? []).flatMap((page) => page.items);
  const organisations = [
    ...Map.groupBy(items, ({ organisation }) => inLanguage(organisation.name, organisation.nameEn)),
  ];
  return (
    <Section title={t('unsent.title')} action={<Link to="/unsent-messages">{t('action.open')}</Link>}>
      {unsent.isPending && <LoadingState rows={1} />}
      {unsent.error !== null && <ErrorState error={unsent.error} onRetry={() => void unsent.refetch()} />}
      {unsent.isSuccess && organisations.length === 0 && <p className="quiet">{t('unsent.empty')}</p>}
      <ul className="items">
        {organisations.map(([name, messages]) => (
          <li key={name} className="item item-tight">
            <div className="item-main">{name}</div>
            <span>{t('unsent.count', { n: messages.length })}</span>
          </li>
        ))}
      </ul>
      {unsent.hasNextPage && <p className="quiet">{t('unsent.more')}</p>}
    </Section>
  );
}
