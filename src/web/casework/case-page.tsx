import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { nextTask } from '../../domain/casework/next-task.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ClientAnswers } from '../measures/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { CaseActions } from './case-actions.tsx';
import { type CaseDialog, CaseHeader } from './case-header.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { ClosingDialog } from './closing-dialog.tsx';
import { ClosureDecision } from './closure-decision.tsx';
import { ClosureNotice } from './closure-notice.tsx';
import { EncounterDialog } from './encounter-dialog.tsx';
import { caseQuery, type CaseView } from './queries.ts';
import { RecordDialog } from './record-dialog.tsx';
import { PersonNotices } from './person-notices.tsx';
import { useCaseMove } from './use-case-move.tsx';
import { WhatNext } from './what-next.tsx';

/** One case: who and how it stands, what happened, what is next; everything is recorded from here. */
export function CasePage() {
  const { caseId } = useParams({ from: '/staff/cases/$caseId' });
  const query = useQuery(caseQuery(caseId));
  if (query.error !== null && query.data === undefined) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <LoadingState rows={8} />;
  return <OpenCase key={caseId} view={query.data} />;
}

function OpenCase({ view }: { view: CaseView }) {
  const { may } = useSession();
  const [dialog, setDialog] = useState<CaseDialog>();
  const { go, isPending, dialog: asked } = useCaseMove(view, setDialog);
  const { today } = useFormats();
  const isClosureAsked = view.closureRequests[0]?.status === 'open';
  const task = nextTask({ ...view, isClosureAsked }, { mayDecide: may('case.close'), today });
  const parts = { view, task, onOpen: setDialog, onMove: go, isMoving: isPending };
  return (
    <>
      <CaseHeader view={view} />
      <PersonNotices clientId={view.clientId} />
      <ClosureNotice view={view} onDecide={() => setDialog({ kind: 'decide_closure' })} />
      <CaseActions {...parts} />
      <div className="columns columns-main side-first">
        <CaseTimeline view={view} />
        <div className="stack">
          <div className="screen-only">
            <WhatNext {...parts} />
          </div>
          {may('response.read') && <ClientAnswers clientId={view.clientId} />}
        </div>
      </div>
      {asked}
      <CaseDialogs view={view} dialog={dialog} onClose={() => setDialog(undefined)} />
    </>
  );
}

function CaseDialogs(props: { view: CaseView; dialog: CaseDialog | undefined; onClose: () => void }) {
  const { view, dialog, onClose } = props;
  const [request] = view.closureRequests;
  switch (dialog?.kind) {
    case 'encounter':
      return <EncounterDialog view={view} onClose={onClose} />;
    case 'record':
      return <RecordDialog view={view} kind={dialog.record} onClose={onClose} />;
    case 'assign':
      return <AssignDialog view={view} onClose={onClose} />;
    case 'closing':
      return (
        <ClosingDialog
          view={view}
          isAsked={view.next.some(({ to, isAsked }) => to === 'closed' && isAsked)}
          onClose={onClose}
        />
      );
    case 'decide_closure':
      return request === undefined ? null : <ClosureDecision request={request} onClose={onClose} />;
    case undefined:
      return null;
  }
}
