import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../base/session-context.ts';
import { ClientAnswers } from '../measures/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { CaseActions } from './case-actions.tsx';
import { type CaseDialog, CaseHeader } from './case-header.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { EncounterDialog } from './encounter-dialog.tsx';
import { caseQuery } from './queries.ts';
import { RecordDialog } from './record-dialog.tsx';
import { PersonNotices } from './person-notices.tsx';
import { WhatNext } from './what-next.tsx';

/** One case: who and how it stands, what happened, what is next; everything is recorded from here. */
export function CasePage() {
  const { caseId } = useParams({ from: '/staff/cases/$caseId' });
  const { may } = useSession();
  const query = useQuery(caseQuery(caseId));
  const [dialog, setDialog] = useState<CaseDialog>();
  if (query.error !== null && query.data === undefined) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <LoadingState rows={8} />;
  const view = query.data;
  const close = () => setDialog(undefined);
  return (
    <>
      <CaseHeader view={view} />
      <PersonNotices clientId={view.clientId} />
      <CaseActions view={view} onOpen={setDialog} />
      <div className="columns columns-main side-first">
        <CaseTimeline view={view} />
        <div className="stack">
          <WhatNext view={view} onOpen={setDialog} />
          {may('response.read') && <ClientAnswers clientId={view.clientId} />}
        </div>
      </div>
      {dialog?.kind === 'encounter' && <EncounterDialog view={view} onClose={close} />}
      {dialog?.kind === 'record' && <RecordDialog view={view} kind={dialog.record} onClose={close} />}
      {dialog?.kind === 'assign' && <AssignDialog view={view} onClose={close} />}
    </>
  );
}
