import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from './queries.ts';

/** Whoever keeps the connections is told first where one does not go on by itself. */
export function ConnectionNotice() {
  const { t } = useTranslation('webhooks');
  const found = useQuery(connectionsQuery);
  const ended = (found.data?.items ?? []).filter(({ state }) => state === 'stopped' || state === 'gone');
  if (ended.length === 0) return null;
  return (
    <p className="notice notice-warning">
      {t('notice', { names: ended.map(({ name }) => name).join(t('state.comma')) })}{' '}
      <Link to="/administration" search={{ view: 'connections' }}>
        {t('noticeLink')}
      </Link>
    </p>
  );
}
