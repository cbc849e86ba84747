import { useTranslation } from 'react-i18next';
import type { MeetingItemView, MeetingPartyView } from '../../contract/meetings.ts';
import { useNow } from '../ui/use-now.ts';
import { Tag, type Tone } from '../ui/tag.tsx';

const tones: Readonly<Record<MeetingPartyView['answer'], Tone>> = {
  waiting: 'warning',
  coming: 'good',
  declined: 'plain',
};

/** How an organisation answered. */
export function PartyTag({ answer }: Pick<MeetingPartyView, 'answer'>) {
  const { t } = useTranslation('meetings');
  return <Tag tone={tones[answer]}>{t(`answers.${answer}`)}</Tag>;
}

/** How it is with a meeting for oneself and one's organisation: what waits for an answer, or that it is off. */
export function AnswerTag({ meeting }: { meeting: MeetingItemView }) {
  const { t } = useTranslation('meetings');
  const now = useNow();
  const { isCancelled, isOpen, ownAnswer, ownCame, answer, endsAt } = meeting;
  if (isCancelled) return <Tag tone="danger">{t('cancelled')}</Tag>;
  if (!isOpen) return <Tag>{t('readOnly')}</Tag>;
  const isOver = Date.parse(endsAt) < now;
  if (isOver) return ownCame === true ? <Tag tone="good">{t('own.came')}</Tag> : null;
  if (ownAnswer === 'coming') return <Tag tone="good">{t('own.coming')}</Tag>;
  if (ownAnswer === 'asked') return <Tag tone="warning">{t('own.asked')}</Tag>;
  return <PartyTag answer={answer} />;
}
