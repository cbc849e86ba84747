import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { Choices } from '../ui/choices.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { MeetingRow } from './meeting-row.tsx';
import styles from './meetings.module.css';
import { PlanDialog } from './plan-dialog.tsx';
import { meetingsQuery } from './queries.ts';
import { type MeetingTime, meetingTimes } from './views.ts';

/** Meetings of alliances to which the organisation is asked. */
export function MeetingListPage() {
  const { t } = useTranslation('meetings');
  const mayManage = useSession().may('alliance.manage');
  const navigate = useNavigate({ from: '/meetings' });
  const { when = 'coming' } = useSearch({ from: '/staff/meetings' });
  const [isPlanning, setPlanning] = useState(false);
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        action={
          mayManage && (
            <Button type="primary" onClick={() => setPlanning(true)}>
              {t('plan.new')}
            </Button>
          )
        }
      />
      {isPlanning && (
        <PlanDialog
          onClose={() => setPlanning(false)}
          onPlanned={({ id }) => void navigate({ to: '/meetings/$meetingId', params: { meetingId: id } })}
        />
      )}
      <div className={styles['views']}>
        <Choices
          label={t('list.view')}
          values={meetingTimes}
          labelOf={(one) => t(`list.times.${one}`)}
          value={when}
          onChange={(one) =>
            void navigate({ to: '/meetings', search: one === 'coming' ? {} : { when: one }, replace: true })
          }
        />
      </div>
      <List when={when} />
    </>
  );
}

function List({ when }: { when: MeetingTime }) {
  const { t } = useTranslation('meetings');
  const query = useQuery(meetingsQuery(when));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  if (items.length === 0) return <EmptyState title={t(`list.none.${when}`)} hint={t(`list.hint.${when}`)} />;
  return (
    <div className="section">
      <ul className="items">
        {items.map((meeting) => (
          <MeetingRow key={meeting.id} meeting={meeting} />
        ))}
      </ul>
    </div>
  );
}
