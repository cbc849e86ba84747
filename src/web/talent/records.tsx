import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ProfessionalRecordView,
  RemoveOwnRecord,
  type WorkerRecordView,
} from '../../contract/talent.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { useFormats } from '../base/formats.ts';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { readTalentAnew } from './queries.ts';
import { RecordDecision } from './record-decision.tsx';
import { RecordDialog } from './record-dialog.tsx';
import { RecordFacts, useRecordTitle } from './record-facts.tsx';
import { EducationLine } from './standing.tsx';
import { WithdrawRecordDialog } from './withdraw-dialogs.tsx';

/** Qualifications and continuing education; what is over, refused or withdrawn stays in the record. */
export function Records({ worker, isOwn }: { worker: WorkerRecordView; isOwn: boolean }) {
  const { t } = useTranslation('talent');
  const [isAdding, setAdding] = useState(false);
  const { minutesOf } = useFormats();
  const { records, education, formerEducation } = worker;
  return (
    <Section
      title={t('records.heading')}
      action={!worker.hasLeft && <Button onClick={() => setAdding(true)}>{t('records.add')}</Button>}
    >
      <p>
        {t('education.year', { year: education.year })} <EducationLine worker={worker} />
      </p>
      {formerEducation.dutyMinutes > 0 && (
        <p className="quiet small">
          {t('education.year', { year: formerEducation.year })}{' '}
          {t('education.of', {
            credited: minutesOf(formerEducation.creditedMinutes),
            duty: minutesOf(formerEducation.dutyMinutes),
          })}
        </p>
      )}
      <Courses worker={worker} />
      {records.length === 0 ? (
        <p className="quiet">{t(isOwn ? 'records.noneOwn' : 'records.none')}</p>
      ) : (
        <ul className="items">
          {records.map((record) => (
            <li key={record.id} className="item">
              <div className="item-main">
                <RecordFacts record={record} />
              </div>
              <RecordActions record={record} of={worker.name} isOwn={isOwn} />
            </li>
          ))}
        </ul>
      )}
      {isAdding && (
        <RecordDialog accountId={isOwn ? undefined : worker.accountId} onClose={() => setAdding(false)} />
      )}
    </Section>
  );
}

/** Of the organisation's own, which count by their attendance. */
function Courses({ worker: { courses } }: { worker: WorkerRecordView }) {
  const { t } = useTranslation('talent');
  const { day, minutesOf } = useFormats();
  if (courses.length === 0) return null;
  return (
    <ul className="items">
      {courses.map(({ courseId, title, on, minutes }) => (
        <li key={courseId} className="item">
          <div className="item-main">
            <Link to="/training/$courseId" params={{ courseId }}>
              {title}
            </Link>{' '}
            <Tag tone="good">{t('records.attended')}</Tag>
            <p className="quiet small">{[day(on), minutesOf(minutes)].join(' · ')}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function RecordActions(props: { record: ProfessionalRecordView; of: string; isOwn: boolean }) {
  const { record, of, isOwn } = props;
  const { t } = useTranslation('talent');
  const { me } = useSession();
  const titleOf = useRecordTitle();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const title = titleOf(record);
  const remove = useChange<void, null>(
    {
      change: () => call(RemoveOwnRecord, { params: { id: record.id } }),
      said: () => t('records.removed', { title }),
      onDone: () => undefined,
    },
    readTalentAnew,
  );
  if (isOwn)
    return record.state === 'waiting' ? (
      <Button
        aria-label={t('records.removeOf', { title })}
        onClick={() => remove.mutate()}
        loading={remove.isPending}
      >
        {t('records.remove')}
      </Button>
    ) : null;
  if (record.state === 'waiting') return <RecordDecision record={record} of={of} />;
  if (record.state !== 'confirmed' || record.accountId === me.user.id) return null;
  return (
    <>
      <Button aria-label={t('records.withdrawOf', { title })} onClick={() => setWithdrawing(true)}>
        {t('records.withdraw')}
      </Button>
      {isWithdrawing && (
        <WithdrawRecordDialog id={record.id} title={title} onClose={() => setWithdrawing(false)} />
      )}
    </>
  );
}
