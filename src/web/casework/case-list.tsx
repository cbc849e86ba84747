import { Link } from '@tanstack/react-router';
import { RiskTag } from '../clients/public.ts';
import { useColleagues } from '../identity/public.ts';
import { CaseStatusTag, hasNextStep, NextStepWords } from './case-tags.tsx';
import type { CaseItemView } from './queries.ts';
import { StepDoneButton } from './step-done-button.tsx';

/** Cases as rows: who, where it stands, what is next. */
export function CaseList({
  cases,
  hasWorkers = false,
  hasTicks = false,
  areStepsAbove = false,
}: {
  cases: readonly CaseItemView[];
  hasWorkers?: boolean;
  /** what is done is ticked here */
  hasTicks?: boolean;
  /** next steps have a list of their own on this page: here it is said where there is none */
  areStepsAbove?: boolean;
}) {
  const { namesOf } = useColleagues();
  return (
    <ul className="items">
      {cases.map((item) => (
        <li key={item.id} className="item">
          <div className="item-main">
            <Link to="/cases/$caseId" params={{ caseId: item.id }}>
              {item.clientName}
            </Link>{' '}
            <span className="quiet small">{item.number}</span>
            <p className="small dotted">
              {!(areStepsAbove && hasNextStep(item)) && <NextStepWords of={item} />}
              {hasWorkers && <span className="quiet">{namesOf(item.workerIds)}</span>}
            </p>
          </div>
          <span className="row">
            <RiskTag level={item.riskLevel} />
            <CaseStatusTag status={item.status} />
            {hasTicks && <StepDoneButton view={item} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
