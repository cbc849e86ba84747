import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import type { ClosureRequestView } from './queries.ts';

/** What a worker said for a case to be closed, and what was decided. */
export function ClosureWords({ request }: { request: ClosureRequestView }) {
  const { t } = useTranslation('casework');
  const { day, instant } = useFormats();
  const { nameOf } = useColleagues();
  const { closureReason, outcome, text, riskReason, followUpOn, decision, decidedBy, decidedAt } = request;
  return (
    <>
      <p className="small">
        {closureReason !== null && t(`case.closureReasons.${closureReason}`)}
        {outcome !== null && ` · ${t(`closure.outcomes.${outcome}`)}`}
      </p>
      {text !== '' && <p className="prose">{text}</p>}
      {riskReason !== null && <p className="prose small">{t('closure.whyAtRisk', { reason: riskReason })}</p>}
      {followUpOn !== null && (
        <p className="small">{t('closure.followUpPlanned', { day: day(followUpOn) })}</p>
      )}
      {decision !== null && decidedBy !== null && decidedAt !== null && (
        <p className="prose">
          <strong>
            {t(request.status === 'accepted' ? 'closure.acceptedBy' : 'closure.returnedBy', {
              name: nameOf(decidedBy),
            })}
          </strong>{' '}
          {decision} <span className="quiet small">{instant(decidedAt)}</span>
        </p>
      )}
    </>
  );
}
