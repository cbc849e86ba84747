import { useTranslation } from 'react-i18next';
import { type CaseStatus, lifecycle } from '../../domain/casework/lifecycle.ts';
import { useFormats } from '../base/formats.ts';
import { Tag } from '../ui/tag.tsx';
import type { ReferralView } from './queries.ts';

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

/** The day of the next step in words: passed, planned, or not set. */
export function NextStepWords({ day }: { day: string | null }) {
  const { t } = useTranslation('casework');
  const formats = useFormats();
  if (day === null) return <span className="quiet">{t('today.noNextStep')}</span>;
  return day < formats.today ? (
    <Tag tone="danger">{t('today.overdueStep', { day: formats.day(day) })}</Tag>
  ) : (
    <span>{t('today.nextStep', { day: formats.day(day) })}</span>
  );
}

/** A pupil may ask for a social worker without a word. */
export function ReferralReason({ reason }: { reason: string }) {
  const { t } = useTranslation('casework');
  return reason === '' ? <p className="quiet">{t('referral.noWords')}</p> : <p className="prose">{reason}</p>;
}
