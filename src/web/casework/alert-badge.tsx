import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { helpCallCountQuery } from '../measures/public.ts';
import { alertCountQuery } from './queries.ts';
import styles from './casework.module.css';

/** How many alerts and calls of classes are open, on every page and in the tab's title: also for whoever works in another tab. */
export function AlertBadge() {
  const { t } = useTranslation('casework');
  const counts = [useQuery(alertCountQuery).data, useQuery(helpCallCountQuery).data];
  const sum = (key: 'open' | 'overdue') => counts.reduce((total, count) => total + (count?.[key] ?? 0), 0);
  const open = sum('open');
  useTitleCount(open);
  if (open === 0) return null;
  return (
    <Link
      to="/cases"
      search={{ view: 'alerts' }}
      className={
        sum('overdue') === 0
          ? styles['alert-badge']
          : `${styles['alert-badge']} ${styles['alert-badge-late']}`
      }
      aria-label={t('alert.openCount', { n: open })}
    >
      {t('alert.title')} <strong>{open}</strong>
    </Link>
  );
}

function useTitleCount(open: number): void {
  const { t } = useTranslation('casework');
  const title = t('product');
  useEffect(() => {
    document.title = open === 0 ? title : `(${open}) ${title}`;
    return () => {
      document.title = title;
    };
  }, [open, title]);
}
