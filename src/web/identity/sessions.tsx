import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { RevokeSession } from '../../contract/identity.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { sessionsQuery } from './queries.ts';

/** Where one is signed in, and a way to end each of them. */
export function Sessions() {
  const { t } = useTranslation('identity');
  const { instant } = useFormats();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const revoke = useMutation({
    mutationFn: (id: string) => call(RevokeSession, { params: { id } }),
    onSuccess: () => void message.success(t('profile.revoked')),
    onError: (error) => void message.error(error.message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <Section title={t('profile.sessions')}>
      {sessions.isPending && <LoadingState rows={2} />}
      {sessions.error !== null && (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      <ul className="items">
        {sessions.data?.items.map(({ id, kind, name, usedAt, expiresAt, current }) => (
          <li key={id} className="item">
            <div className="item-main">
              <span className="row">
                {name === '' ? t(`profile.${kind}`) : name}
                {kind === 'token' && <Tag>{t('profile.token')}</Tag>}
                {current && <Tag tone="accent">{t('profile.thisDevice')}</Tag>}
              </span>
              <p className="quiet small">
                {t('profile.used', { time: instant(usedAt) })} ·{' '}
                {t('profile.expires', { time: instant(expiresAt) })}
              </p>
            </div>
            {!current && (
              <Button aria-label={`${t('profile.revoke')} ${name}`} onClick={() => revoke.mutate(id)}>
                {t('profile.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
