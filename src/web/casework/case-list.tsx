import { Link } from '@tanstack/react-router';
import { RiskTag } from '../clients/public.ts';
import { useColleagues } from '../identity/public.ts';
import { CaseStatusTag, NextStepWords } from './case-tags.tsx';
import type { CaseItemView } from './queries.ts';

/** Cases as rows: who, where it stands, what is next. */
export function CaseList({
  cases,
  hasWorkers = false,
}: {
  cases: readonly CaseItemView[];
  hasWorkers?: boolean;
}) {
  const { namesOf } = useColleagues();
  return (
    <ul className="items">
      {cases.map(({ id, clientName, number, status, riskLevel, nextStepOn, workerIds }) => (
        <li key={id} className="item">
          <div className="item-main">
            <Link to="/cases/$caseId" params={{ caseId: id }}>
              {clientName}
            </Link>{' '}
            <span className="quiet small">{number}</span>
            <p className="small">
              <NextStepWords day={nextStepOn} />
              {hasWorkers && <span className="quiet"> · {namesOf(workerIds)}</span>}
            </p>
          </div>
          <span className="row">
            <RiskTag level={riskLevel} />
            <CaseStatusTag status={status} />
          </span>
        </li>
      ))}
    </ul>
  );
}
