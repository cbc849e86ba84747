import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { alertCountQuery } from './queries.ts';

/** How many alerts are open, on every page and in the tab's title: also for whoever works in another tab. */
export function AlertBadge() {
  const { t } = useTranslation();
  const count = useQuery(alertCountQuery).data;
  const open = count?.open ?? 0;
  useTitleCount(open);
  if (open === 0) return null;
  return (
    <Link
      to="/cases"
      search={{ view: 'alerts' }}
      className={count?.overdue === 0 ? 'alert-badge' : 'alert-badge alert-badge-late'}
      aria-label={t('alert.openCount', { n: open })}
    >
      {t('alert.title')} <strong>{open}</strong>
    </Link>
  );
}

function useTitleCount(open: number): void {
  const { t } = useTranslation();
  const title = t('product');
  useEffect(() => {
    document.title = open === 0 ? title : `(${open}) ${title}`;
    return () => {
      document.title = title;
    };
  }, [open, title]);
}
