import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { ClientContact, consentsQuery, ConsentTag, RiskTag } from '../clients/public.ts';
import { useColleagues } from '../identity/public.ts';
import { CaseStatusTag, NextStepWords } from './case-tags.tsx';
import { type CaseView, siteStaffQuery } from './queries.ts';
import type { StepKind } from './record-dialog.tsx';
import { ReportButton } from './report-button.tsx';
import { StepDoneButton } from './step-done-button.tsx';
import styles from './casework.module.css';

/** What is being recorded over the page of a case. */
export type CaseDialog =
  | { kind: 'encounter' }
  | { kind: 'record'; record: StepKind }
  | { kind: 'assign' }
  | { kind: 'closing' }
  | { kind: 'decide_closure' };

export interface CasePartProps {
  view: CaseView;
  onOpen: (dialog: CaseDialog) => void;
}

/** Stays in sight: who, of which class and how to reach them, risk, consent, next step, and the way to a mandatory report. */
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
      {may('client.read') && <ClientContact clientId={view.clientId} />}
      <div className="row small">
        <CaseStatusTag status={view.status} />
        <RiskTag level={view.riskLevel} />
        {consents.data !== undefined && <ConsentTag standing={consents.data.standing.service} isNamed />}
        <NextStepWords of={view} />
        <StepDoneButton view={view} />
      </div>
      <WhoseCase view={view} />
    </header>
  );
}

/** Whose case it is, and who decides on closing it. */
function WhoseCase({ view }: { view: CaseView }) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const { namesOf } = useColleagues();
  const staff = useQuery({ ...siteStaffQuery(view.siteId), enabled: may('client.read') });
  const deciding = (staff.data?.items ?? []).filter(({ mayCloseCases }) => mayCloseCases);
  return (
    <p className="quiet small">
      {t('case.whose', { names: view.workerIds.length === 0 ? t('alert.nobody') : namesOf(view.workerIds) })}
      {may('case.close')
        ? ` · ${t('case.youClose')}`
        : deciding.length > 0 &&
          ` · ${t('case.closedBy', { names: deciding.map(({ displayName }) => displayName).join(t('state.comma')) })}`}
    </p>
  );
}
