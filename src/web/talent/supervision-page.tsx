import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { supervisionPages } from './queries.ts';
import { SupervisionDialog } from './supervision-dialog.tsx';
import { SupervisionList } from './supervision-list.tsx';

/** Every session of supervision of the organisation. */
export function SupervisionPage() {
  const { t } = useTranslation('talent');
  const list = useInfiniteQuery(supervisionPages);
  const [isRecording, setRecording] = useState(false);
  return (
    <>
      <PageHeader
        title={t('supervision.title')}
        lead={t('supervision.lead')}
        action={
          <Button type="primary" onClick={() => setRecording(true)}>
            {t('supervision.record')}
          </Button>
        }
      />
      {isRecording && <SupervisionDialog replaces={undefined} onClose={() => setRecording(false)} />}
      <PagedList
        list={list}
        empty={<EmptyState title={t('supervision.none')} hint={t('supervision.noneHint')} />}
      >
        {(sessions) => (
          <div className="section">
            <SupervisionList sessions={sessions} />
          </div>
        )}
      </PagedList>
    </>
  );
}
