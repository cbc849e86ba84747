import { useTranslation } from 'react-i18next';
import { useSiteNames } from '../organisations/public.ts';

/** Where alerts are open and no worker of the site is on duty: only a supervisor would see them. */
export function UnstaffedSites({ siteIds }: { siteIds: readonly string[] }) {
  const { t } = useTranslation('casework');
  const siteNameOf = useSiteNames();
  if (siteIds.length === 0) return null;
  return (
    <p className="notice notice-danger" role="alert">
      {t('alert.unstaffed', { sites: siteIds.map(siteNameOf).join(t('state.comma')) })}
    </p>
  );
}
