import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './empty-state.tsx';

export function MissingPage() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('state.missingPage')}
      hint={t('state.missingPageHint')}
      action={<Link to="/">{t('action.goHome')}</Link>}
    />
  );
}
