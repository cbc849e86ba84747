import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSession } from '../base/session-context.ts';
import { consentsQuery, ConsentTag, RiskTag } from '../clients/public.ts';
import { CaseStatusTag, NextStepWords } from './case-tags.tsx';
import type { CaseView } from './queries.ts';
import type { StepKind } from './record-dialog.tsx';
import { ReportButton } from './report-button.tsx';
import styles from './casework.module.css';

/** What is being recorded over the page of a case. */
export type CaseDialog = { kind: 'encounter' } | { kind: 'record'; record: StepKind } | { kind: 'assign' };

export interface CasePartProps {
  view: CaseView;
  onOpen: (dialog: CaseDialog) => void;
}

/** Stays in sight: who, risk, consent, next step, and the way to a mandatory report. */
export function CaseHeader({ view }: { view: CaseView }) {
  const { may } = useSession();
  const consents = useQuery({ ...consentsQuery(view.clientId), enabled: may('client.read') });
  return (
    <header className={styles['case-head']}>
      <div className="row">
        <h1>
          <Link to="/clients/$clientId" params={{ clientId: view.clientId }}>
            {view.clientName}
          </Link>
        </h1>
        <span className="quiet small wide-only">{view.number}</span>
        <span className="push">
          <ReportButton client={{ id: view.clientId, name: view.clientName }} />
        </span>
      </div>
      <div className="row small">
        <CaseStatusTag status={view.status} />
        <RiskTag level={view.riskLevel} />
        {consents.data !== undefined && <ConsentTag standing={consents.data.standing.service} isNamed />}
        <NextStepWords day={view.nextStepOn} />
      </div>
    </header>
  );
}
