import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { GuardianDialog } from './guardian-dialog.tsx';
import { type ClientView, guardiansQuery } from './queries.ts';

/** Who answers for the client, and how to reach them. */
export function Guardians({ client }: { client: ClientView }) {
  const { t } = useTranslation('clients');
  const { may } = useSession();
  const guardians = useQuery(guardiansQuery(client.id));
  // by id: what somebody else saved meanwhile reaches the dialog
  const [editedId, setEditedId] = useState<string>();
  const edited = guardians.data?.items.find(({ id }) => id === editedId);
  return (
    <Section
      title={t('guardian.title')}
      action={may('client.update') && <Button onClick={() => setEditedId('new')}>{t('guardian.add')}</Button>}
    >
      {guardians.error !== null && (
        <ErrorState error={guardians.error} onRetry={() => void guardians.refetch()} />
      )}
      {guardians.isPending && <LoadingState rows={2} />}
      {guardians.data?.items.length === 0 && <p className="quiet">{t('guardian.empty')}</p>}
      <ul className="items">
        {guardians.data?.items.map((guardian) => (
          <li key={guardian.id} className="item item-tight">
            <div className="item-main">
              <strong>{guardian.name}</strong>{' '}
              <span className="quiet">{t(`guardian.relations.${guardian.relation}`)}</span>
              {guardian.phone !== null && (
                <p>
                  <a href={`tel:${guardian.phone}`}>{guardian.phone}</a>
                </p>
              )}
            </div>
            {may('client.update') && (
              <Button
                aria-label={t('guardian.change', { name: guardian.name })}
                onClick={() => setEditedId(guardian.id)}
              >
                {t('action.edit')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editedId !== undefined && (
        <GuardianDialog
          clientId={client.id}
          {...(edited === undefined ? {} : { guardian: edited })}
          onClose={() => setEditedId(undefined)}
        />
      )}
    </Section>
  );
}
