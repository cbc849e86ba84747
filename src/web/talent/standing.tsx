import { useTranslation } from 'react-i18next';
import type { TalentWorkerView } from '../../contract/talent.ts';
import { professionalNames } from '../../domain/talent/professional-words.ts';
import { useFormats } from '../base/formats.ts';
import { Tag } from '../ui/tag.tsx';

/** What somebody may do, confirmed and valid today. */
export function QualificationTags({ worker }: { worker: TalentWorkerView }) {
  const { t } = useTranslation('talent');
  const { textOf } = useFormats();
  const { qualifications, expiring } = worker;
  if (qualifications.length === 0 && expiring === 0)
    return <span className="quiet">{t('records.noneConfirmed')}</span>;
  return (
    <>
      {qualifications.map(({ code }) => (
        <span key={code}>
          <Tag>{textOf(professionalNames[code])}</Tag>{' '}
        </span>
      ))}
      {expiring > 0 && <Tag tone="warning">{t('records.expiring', { count: expiring })}</Tag>}
    </>
  );
}

/** How much was learned of what is owed this year. */
export function EducationLine({ worker }: { worker: TalentWorkerView }) {
  const { t } = useTranslation('talent');
  const { minutesOf, today } = useFormats();
  const { dutyMinutes, creditedMinutes, waitingMinutes, standing } = worker.education;
  const former = worker.formerEducation;
  // what was missed last year is made up for in the first months of this one
  const isEarly = today < `${worker.education.year}-04-01`;
  return (
    <span>
      {dutyMinutes === 0
        ? minutesOf(creditedMinutes)
        : t('education.of', { credited: minutesOf(creditedMinutes), duty: minutesOf(dutyMinutes) })}{' '}
      {standing === 'behind' && <Tag tone="warning">{t('education.behind')}</Tag>}
      {standing === 'met' && <Tag tone="good">{t('education.met')}</Tag>}
      {former.standing === 'behind' && isEarly && (
        <Tag tone="danger">{t('education.missed', { year: former.year })}</Tag>
      )}
      {waitingMinutes > 0 && (
        <span className="quiet small"> {t('education.waiting', { time: minutesOf(waitingMinutes) })}</span>
      )}
    </span>
  );
}

/** When somebody last had supervision, and whether it is time. */
export function SupervisionLine({ worker }: { worker: TalentWorkerView }) {
  const { t } = useTranslation('talent');
  const { day, minutesOf } = useFormats();
  const { lastOn, isDue, waitingMinutes } = worker.supervision;
  return (
    <span>
      {lastOn === null ? t('supervision.never') : day(lastOn)}{' '}
      {isDue && <Tag tone="warning">{t('supervision.due')}</Tag>}
      {waitingMinutes > 0 && (
        <span className="quiet small"> {t('education.waiting', { time: minutesOf(waitingMinutes) })}</span>
      )}
    </span>
  );
}
