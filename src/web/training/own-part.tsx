import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseView, Enrol, WithdrawEnrolment } from '../../contract/training.ts';
import { call } from '../base/api.ts';
import { newId } from '../base/ids.ts';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { CertificateButtons } from './certificate-buttons.tsx';
import { keepCourse } from './queries.ts';
import { useCourseWords } from './use-course-words.ts';
import { useIsComing } from './use-is-coming.ts';

/** Enrolling and giving a place back before the course begins; then what one was at, and the certificate. */
export function OwnPart({ course }: { course: CourseView }) {
  const { t } = useTranslation('training');
  const { own } = course;
  const isComing = useIsComing(course);
  const isEnrolled = own !== null && own.state !== 'withdrawn';
  if (!isComing && own?.state !== 'enrolled') return null;
  return (
    <Section
      title={t('own.title')}
      action={
        isComing && isEnrolled && <WithdrawButton enrolmentId={own.id} hasPlace={own.state === 'enrolled'} />
      }
    >
      {isComing ? (
        isEnrolled ? (
          <Standing own={own} />
        ) : (
          <EnrolButton course={course} />
        )
      ) : (
        <Attended course={course} />
      )}
    </Section>
  );
}

function Standing({ own }: { own: NonNullable<CourseView['own']> }) {
  const { t } = useTranslation('training');
  return <p>{own.state === 'waiting' ? t('own.line', { n: own.position ?? 1 }) : t('own.hasPlace')}</p>;
}

function EnrolButton({ course: { id, capacity, taken, waiting } }: { course: CourseView }) {
  const { t } = useTranslation('training');
  // pressed again after an answer that never came, it is the same enrolment
  const [enrolmentId] = useState(newId);
  const isFull = capacity !== null && (taken >= capacity || waiting > 0);
  const enrol = useChange<void, CourseView>(
    {
      change: () => call(Enrol, { params: { id }, body: { id: enrolmentId } }),
      said: ({ own }) => t(own?.state === 'waiting' ? 'own.waits' : 'own.enrolled'),
      onDone: () => undefined,
    },
    keepCourse,
  );
  return (
    <div className="row">
      <Button type="primary" size="large" loading={enrol.isPending} onClick={() => enrol.mutate()}>
        {t(isFull ? 'own.queue' : 'own.enrol')}
      </Button>
    </div>
  );
}

function WithdrawButton({ enrolmentId, hasPlace }: { enrolmentId: string; hasPlace: boolean }) {
  const { t } = useTranslation('training');
  const { modal } = App.useApp();
  const withdraw = useChange<void, CourseView>(
    {
      change: () => call(WithdrawEnrolment, { params: { id: enrolmentId } }),
      said: () => t('own.withdrawn'),
      onDone: () => undefined,
    },
    keepCourse,
  );
  const ask = () =>
    void modal.confirm({
      title: t('own.withdrawSure'),
      content: hasPlace ? t('own.withdrawHint') : undefined,
      okText: t('own.withdraw'),
      okButtonProps: { danger: true },
      onOk: () => withdraw.mutateAsync().catch(() => undefined),
    });
  return <Button onClick={ask}>{t('own.withdraw')}</Button>;
}

function Attended({ course }: { course: CourseView }) {
  const { t } = useTranslation('training');
  const { minutes } = useCourseWords();
  const { ownCompletion, ownCertificate, own, state } = course;
  if (ownCompletion === null || own === null) return null;
  const { attendedMinutes, creditedMinutes, isCompleted } = ownCompletion;
  return (
    <>
      <p>
        {t('own.present', { attended: minutes(attendedMinutes), minutes: minutes(course.minutes) })}{' '}
        <Tag tone={isCompleted ? 'good' : 'plain'}>{t(isCompleted ? 'own.completed' : 'own.notYet')}</Tag>
      </p>
      {creditedMinutes > 0 && <p>{t('own.credited', { minutes: minutes(creditedMinutes) })}</p>}
      {isCompleted && state === 'open' && <p className="quiet">{t('own.afterEnd')}</p>}
      {isCompleted && state === 'ended' && (
        <div className="row">
          <CertificateButtons enrolmentId={own.id} certificate={ownCertificate} isMain />
        </div>
      )}
    </>
  );
}
