import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { ReferralReason } from './case-tags.tsx';
import type { AlertView } from './queries.ts';

/** What an alert is about: the words of a referral, or the way to the answers. */
export function AlertMatter({ alert }: { alert: AlertView }) {
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  if (alert.kind === 'mandatory_report') return null;
  return alert.sources.map(({ id, at, words }) => (
    <div key={id}>
      {alert.sources.length > 1 && <span className="quiet small">{instant(at)} </span>}
      {alert.kind === 'referral_urgent' ? (
        <ReferralReason reason={words ?? ''} />
      ) : (
        <Link to="/responses/$responseId" params={{ responseId: id }}>
          {t('alert.readAnswers')}
          <span className="unseen"> {alert.clientName}</span>
        </Link>
      )}
    </div>
  ));
}
