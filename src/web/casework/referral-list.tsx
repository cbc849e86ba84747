import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ReferralReason, UrgencyTag } from './case-tags.tsx';
import type { ReferralView } from './queries.ts';
import { AcceptDialog, DeclineDialog } from './referral-decision.tsx';

/** Referrals with their reason; whoever decides does it here. */
export function ReferralList({ referrals }: { referrals: readonly ReferralView[] }) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const { instant } = useFormats();
  const [deciding, setDeciding] = useState<{ referral: ReferralView; to: 'accept' | 'decline' }>();
  const done = () => setDeciding(undefined);
  return (
    <>
      <ul className="items">
        {referrals.map((referral) => (
          <li key={referral.id} className="item">
            <div className="item-main">
              <Link to="/clients/$clientId" params={{ clientId: referral.clientId }}>
                {referral.clientName}
              </Link>{' '}
              <UrgencyTag urgency={referral.urgency} />
              <ReferralReason reason={referral.reason} />
              <p className="quiet small">
                {referral.source !== null && `${t(`referral.sources.${referral.source}`)} · `}
                {instant(referral.createdAt)}
                {referral.declineReason !== null &&
                  ` · ${t(`referral.declineReasons.${referral.declineReason}`)}`}
              </p>
            </div>
            {referral.status === 'open' && may('referral.decide') && (
              <span className="row">
                <Button
                  type="primary"
                  onClick={() => setDeciding({ referral, to: 'accept' })}
                  aria-label={t('action.of', { action: t('referral.accept'), whose: referral.clientName })}
                >
                  {t('referral.accept')}
                </Button>
                <Button
                  onClick={() => setDeciding({ referral, to: 'decline' })}
                  aria-label={t('action.of', { action: t('referral.decline'), whose: referral.clientName })}
                >
                  {t('referral.decline')}
                </Button>
              </span>
            )}
            {referral.caseId !== null && (
              <Link
                to="/cases/$caseId"
                params={{ caseId: referral.caseId }}
                aria-label={t('action.of', { action: t('referral.openCase'), whose: referral.clientName })}
              >
                {t('referral.openCase')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {deciding?.to === 'accept' && <AcceptDialog referral={deciding.referral} onClose={done} />}
      {deciding?.to === 'decline' && <DeclineDialog referral={deciding.referral} onClose={done} />}
    </>
  );
}
