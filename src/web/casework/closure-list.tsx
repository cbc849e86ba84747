import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { RiskTag } from '../clients/public.ts';
import { useColleagues } from '../identity/public.ts';
import { Tag, type Tone } from '../ui/tag.tsx';
import { ClosureDecision } from './closure-decision.tsx';
import { ClosureWords } from './closure-words.tsx';
import type { ClosureRequestView } from './queries.ts';

const tones: Readonly<Record<ClosureRequestView['status'], Tone>> = {
  open: 'primary',
  accepted: 'good',
  returned: 'warning',
  withdrawn: 'plain',
  ended: 'plain',
};

/** Requests to close with what was said; whoever decides does it here. */
export function ClosureList({ requests }: { requests: readonly ClosureRequestView[] }) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  const [deciding, setDeciding] = useState<ClosureRequestView>();
  return (
    <>
      <ul className="items">
        {requests.map((request) => (
          <li key={request.id} className="item">
            <div className="item-main">
              <Link to="/cases/$caseId" params={{ caseId: request.caseId }}>
                {request.clientName}
              </Link>{' '}
              <span className="quiet small">{request.caseNumber}</span>
              <ClosureWords request={request} />
              <p className="quiet small">
                {t('closure.askedBy', {
                  name: nameOf(request.requestedBy),
                  time: instant(request.requestedAt),
                })}
              </p>
            </div>
            <span className="row">
              <RiskTag level={request.riskLevel} />
              <Tag tone={tones[request.status]}>{t(`closure.statuses.${request.status}`)}</Tag>
              {request.status === 'open' && may('case.close') && (
                <Button type="primary" onClick={() => setDeciding(request)}>
                  {t('closure.decide')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {deciding !== undefined && (
        <ClosureDecision request={deciding} onClose={() => setDeciding(undefined)} />
      )}
    </>
  );
}
