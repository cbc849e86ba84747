import { useTranslation } from 'react-i18next';
import type { CourseItemView } from '../../contract/training.ts';
import { Tag, type Tone } from '../ui/tag.tsx';
import { useIsComing } from './use-is-coming.ts';

const tones: Readonly<Record<CourseItemView['state'], Tone>> = {
  draft: 'warning',
  open: 'good',
  ended: 'plain',
  called_off: 'danger',
};

/** Open until it begins; then it is under way until somebody ends it. */
export function StateTag({ course }: { course: Pick<CourseItemView, 'state' | 'beginsAt'> }) {
  const { t } = useTranslation('training');
  const isComing = useIsComing(course);
  const { state } = course;
  if (state === 'open' && !isComing) return <Tag tone="accent">{t('begun')}</Tag>;
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>;
}

export function OwnTag({ own }: { own: CourseItemView['own'] }) {
  const { t } = useTranslation('training');
  if (own === null || own.state === 'withdrawn') return null;
  if (own.state === 'waiting')
    return <Tag tone="warning">{t('enrolment.waiting', { n: own.position ?? 1 })}</Tag>;
  return <Tag tone="good">{t('enrolment.enrolled')}</Tag>;
}
