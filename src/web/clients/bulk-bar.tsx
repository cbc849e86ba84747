import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { Place } from '../ui/place.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { ExportChosen } from './export-chosen.tsx';
import type { ClientItemView } from './queries.ts';

declare module '../base/slice.ts' {
  interface Places {
    /** what other slices do with several clients who were chosen in the list */
    chosenClients: ChosenClients;
  }
}

export interface ChosenClients {
  readonly clients: readonly ClientItemView[];
  readonly onDone: () => void;
}

/** What can be done with those who are chosen; nothing while nobody is. */
export function BulkBar({ clients, onDone }: ChosenClients) {
  const { t } = useTranslation('clients');
  const { may } = useSession();
  const [isAssigning, setAssigning] = useState(false);
  const classIds = [...new Set(clients.map(({ classId }) => classId))];
  const [classId] = classIds;
  if (clients.length === 0) return null;
  return (
    <div className="notice row" role="toolbar" aria-label={t('bulk.title')}>
      <output>{t('bulk.chosen', { n: clients.length })}</output>
      {may('client.update') && <Button onClick={() => setAssigning(true)}>{t('bulk.assign')}</Button>}
      {may('consent.record') &&
        (classIds.length === 1 && classId !== null && classId !== undefined ? (
          <Link to="/clients/consents" search={{ classId, only: clients.map(({ id }) => id).join() }}>
            <Button tabIndex={-1}>{t('bulk.consents')}</Button>
          </Link>
        ) : (
          <span className="quiet small">{t('bulk.consentsOfOneClass')}</span>
        ))}
      {may('roster.import') && <ExportChosen ids={clients.map(({ id }) => id)} />}
      <Place name="chosenClients" of={{ clients, onDone }} waitsUnseen />
      <Button type="link" onClick={onDone}>
        {t('bulk.none')}
      </Button>
      {isAssigning && (
        <AssignDialog
          clients={clients}
          onClose={() => setAssigning(false)}
          onDone={() => {
            setAssigning(false);
            onDone();
          }}
        />
      )}
    </div>
  );
}
