import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { ConnectionDialog } from './connection-dialog.tsx';
import { ConnectionRow } from './connection-row.tsx';
import { type Connection, connectionsQuery } from './queries.ts';
import { type HandedSecret, SecretDialog } from './secret-dialog.tsx';

/** Which other systems are told what happens here. */
export function Connections() {
  const { t } = useTranslation('webhooks');
  const found = useQuery(connectionsQuery);
  const [edited, setEdited] = useState<Connection | 'new'>();
  const [secret, setSecret] = useState<HandedSecret>();
  return (
    <Section
      title={t('list.title')}
      action={
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('list.new')}
        </Button>
      }
    >
      <p>{t('list.lead')}</p>
      <p className="quiet small">{t('list.technician')}</p>
      <p className="small">
        <a href="/api/docs" target="_blank" rel="noreferrer">
          {t('list.description')}
        </a>
      </p>
      {found.isPending && <LoadingState rows={2} />}
      {found.error !== null && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <EmptyState title={t('list.none')} hint={t('list.noneHint')} />}
      <ul className="items">
        {found.data?.items.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            onEdit={() => setEdited(connection)}
            onSecret={setSecret}
          />
        ))}
      </ul>
      {edited !== undefined && (
        <ConnectionDialog
          connection={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSecret={setSecret}
        />
      )}
      {secret !== undefined && <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
    </Section>
  );
}
