import { useTranslation } from 'react-i18next';
import { type CaseStatus, lifecycle } from '../../domain/casework/lifecycle.ts';
import { useFormats } from '../base/formats.ts';
import { Tag } from '../ui/tag.tsx';
import type { CaseItemView, ReferralView } from './queries.ts';

const phaseTones = { waiting: 'primary', active: 'accent', ended: 'plain' } as const;

export function CaseStatusTag({ status }: { status: CaseStatus }) {
  const { textOf } = useFormats();
  const { title, phase } = lifecycle[status];
  return <Tag tone={phaseTones[phase]}>{textOf(title)}</Tag>;
}

const urgencyTones = { routine: 'plain', soon: 'warning', urgent: 'danger' } as const;

export function UrgencyTag({ urgency }: { urgency: ReferralView['urgency'] }) {
  const { t } = useTranslation('casework');
  // whoever was erased is not known to be in need any more
  if (urgency === null) return null;
  return <Tag tone={urgencyTones[urgency]}>{t(`referral.urgencies.${urgency}`)}</Tag>;
}

type Stepping = Pick<CaseItemView, 'status' | 'nextStep' | 'nextStepOn'>;

export function hasNextStep({ nextStep, nextStepOn }: Stepping): boolean {
  return nextStep !== null || nextStepOn !== null;
}

/** What comes next, with its day in words: passed, planned, or not set. Of a closed case it is the follow-up. */
export function NextStepWords({ of }: { of: Stepping }) {
  const { t } = useTranslation('casework');
  const formats = useFormats();
  const { status, nextStep, nextStepOn } = of;
  const isFollowUp = lifecycle[status].phase === 'ended';
  if (!hasNextStep(of)) return isFollowUp ? null : <span className="quiet">{t('today.noNextStep')}</span>;
  const what = nextStep ?? t(isFollowUp ? 'nextStep.followUp' : 'nextStep.unnamed');
  if (nextStepOn === null) return <span>{t('nextStep.someDay', { what })}</span>;
  const words = { what, day: formats.day(nextStepOn) };
  if (nextStepOn < formats.today) return <Tag tone="danger">{t('nextStep.overdue', words)}</Tag>;
  if (nextStepOn === formats.today) return <Tag tone="warning">{t('nextStep.today', words)}</Tag>;
  return <span>{t('nextStep.planned', words)}</span>;
}

/** A pupil may ask for a social worker without a word. */
export function ReferralReason({ reason }: { reason: string }) {
  const { t } = useTranslation('casework');
  return reason === '' ? <p className="quiet">{t('referral.noWords')}</p> : <p className="prose">{reason}</p>;
}
