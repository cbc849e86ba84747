import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '../ui/tag.tsx';
import type { StudyItemView } from './queries.ts';

const tones: Readonly<Record<NonNullable<StudyItemView['site']>, Tone>> = {
  offered: 'warning',
  joined: 'good',
  released: 'accent',
};

/** How far a study is, and where the reader's organisation stands in it. */
export function StudyTags({ study }: { study: StudyItemView }) {
  const { t } = useTranslation('studies');
  return (
    <span className="row">
      <Tag tone={study.state === 'draft' ? 'warning' : 'good'}>{t(`study.states.${study.state}`)}</Tag>
      {study.isOwner && <Tag>{t('study.owned')}</Tag>}
      {study.site !== null && <Tag tone={tones[study.site]}>{t(`study.sites.${study.site}`)}</Tag>}
    </span>
  );
}
