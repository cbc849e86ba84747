import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../app/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Tag } from '../ui/tag.tsx';
import { playbooksQuery } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

export function PlaybookListPage() {
  const { t } = useTranslation();
  const { textOf, instant } = useFormats();
  const list = useQuery(playbooksQuery);
  const { playbooks, titleOf } = usePlaybooks();
  return (
    <>
      <PageHeader title={t('playbook.title')} lead={t('playbook.lead')} />
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {playbooks.length > 0 && (
        <ul className="section items">
          {playbooks.map(({ id, purpose, sessions, isUniversal, publishedAt, changes }) => (
            <li key={id} className="item">
              <div className="item-main">
                <Link to="/playbooks/$playbookId" params={{ playbookId: id }}>
                  {titleOf(id)}
                </Link>
                <p>{textOf(purpose)}</p>
                <p className="quiet">
                  {[
                    t('playbook.sessionCount', { n: sessions }),
                    t('playbook.publishedOn', { day: instant(publishedAt) }),
                    ...(changes === null ? [] : [t('playbook.changes', { n: changes })]),
                  ].join(' · ')}
                </p>
              </div>
              <Tag tone={isUniversal ? 'accent' : 'primary'}>
                {t(isUniversal ? 'playbook.universal' : 'playbook.adapted')}
              </Tag>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
