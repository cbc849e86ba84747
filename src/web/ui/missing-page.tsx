import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from './page-header.tsx';

export function MissingPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('state.missingPage')} lead={t('state.missingPageHint')} />
      <p>
        <Link to="/">{t('action.goHome')}</Link>
      </p>
    </>
  );
}
