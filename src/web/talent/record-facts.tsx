import { useTranslation } from 'react-i18next';
import type { ProfessionalRecordView } from '../../contract/talent.ts';
import type { RecordState } from '../../domain/talent/professional-record.ts';
import { educationNames, professionalNames } from '../../domain/talent/professional-words.ts';
import { stateOn } from '../../domain/volunteers/qualification.ts';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { Tag, type Tone } from '../ui/tag.tsx';

const tones: Readonly<Record<RecordState, Tone>> = {
  waiting: 'warning',
  confirmed: 'good',
  refused: 'danger',
  withdrawn: 'plain',
};

/** What a record is called: its own title beside its kind. */
export function useRecordTitle(): (record: Pick<ProfessionalRecordView, 'code' | 'title'>) => string {
  const { textOf } = useFormats();
  const names: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
    ...professionalNames,
    ...educationNames,
  };
  return ({ code, title }) => {
    const name = names[code];
    const kind = name === undefined ? code : textOf(name);
    return title === '' ? kind : `${title} · ${kind}`;
  };
}

export function RecordFacts({ record }: { record: ProfessionalRecordView }) {
  const { t } = useTranslation('talent');
  const { day, minutesOf, today } = useFormats();
  const { nameOf } = useColleagues();
  const titleOf = useRecordTitle();
  const { from, until, minutes, organiser, reference, state, reason, decidedBy, withdrawnBy } = record;
  const judgedBy = withdrawnBy ?? decidedBy;
  const isQualification = record.record === 'qualification';
  const standing = stateOn({ validFrom: from, validUntil: until, withdrawnOn: null }, today);
  const facts = [
    isQualification
      ? t('records.span', { from: day(from), until: until === null ? t('records.open') : day(until) })
      : day(from),
    ...(minutes === null ? [] : [minutesOf(minutes)]),
    ...(organiser === '' ? [] : [organiser]),
    ...(reference === '' ? [] : [t('records.reference', { reference })]),
    ...(judgedBy === null || state === 'waiting'
      ? []
      : [t(`records.by_${state}`, { name: nameOf(judgedBy) })]),
  ];
  return (
    <>
      <div>
        {titleOf(record)} <Tag tone={tones[state]}>{t(`recordStates.${state}`)}</Tag>{' '}
        {isQualification && state === 'confirmed' && standing === 'expiring' && (
          <Tag tone="warning">{t('records.expiringOne')}</Tag>
        )}
        {isQualification && state === 'confirmed' && standing === 'expired' && (
          <Tag tone="danger">{t('records.expired')}</Tag>
        )}
      </div>
      <p className="quiet small">{facts.join(' · ')}</p>
      {reason !== '' && <p className="small">{t('records.because', { reason })}</p>}
    </>
  );
}
