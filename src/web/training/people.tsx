import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseView, type EnrolmentView, WithdrawEnrolment } from '../../contract/training.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { AddColleagueDialog } from './add-colleague-dialog.tsx';
import { Attendance } from './attendance.tsx';
import { CertificateButtons } from './certificate-buttons.tsx';
import { enrolmentsQuery, keepCourse } from './queries.ts';
import { useCourseWords } from './use-course-words.ts';
import { useIsComing } from './use-is-coming.ts';

/** Before a course begins who comes, in order; then their attendance, what they completed and their certificates. */
export function People({ course }: { course: CourseView }) {
  const { t } = useTranslation('training');
  const [isAdding, setAdding] = useState(false);
  const isComing = useIsComing(course);
  const query = useQuery(enrolmentsQuery(course.id));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  const enrolled = items.filter(({ state }) => state === 'enrolled');
  const waiting = items.filter(({ state }) => state === 'waiting');
  const left = items.filter(({ state }) => state === 'withdrawn');
  return (
    <>
      {!isComing && course.state !== 'called_off' && enrolled.length > 0 && (
        <Attendance course={course} enrolled={enrolled} />
      )}
      <Section
        title={
          <>
            {t('people.title')}{' '}
            <span className="quiet small figures">{t('people.count', { count: enrolled.length })}</span>
          </>
        }
        action={isComing && <Button onClick={() => setAdding(true)}>{t('people.add')}</Button>}
      >
        {isAdding && (
          <AddColleagueDialog course={course} enrolments={items} onClose={() => setAdding(false)} />
        )}
        {enrolled.length === 0 ? (
          <p className="quiet">{t('people.nobody')}</p>
        ) : (
          <Rows course={course} items={enrolled} isComing={isComing} />
        )}
        {waiting.length > 0 && (
          <>
            <h3>{t('people.waits')}</h3>
            <Rows course={course} items={waiting} isComing={isComing} />
          </>
        )}
        {left.length > 0 && <Left items={left} />}
      </Section>
    </>
  );
}

function Rows(props: { course: CourseView; items: readonly EnrolmentView[]; isComing: boolean }) {
  return (
    <ul className="items">
      {props.items.map((enrolment) => (
        <Row key={enrolment.id} {...props} enrolment={enrolment} />
      ))}
    </ul>
  );
}

function Row(props: { course: CourseView; enrolment: EnrolmentView; isComing: boolean }) {
  const { course, enrolment, isComing } = props;
  const { t } = useTranslation('training');
  const { nameOf } = useColleagues();
  const { minutes } = useCourseWords();
  const { attendedMinutes, isCompleted, position } = enrolment;
  const name = nameOf(enrolment.accountId);
  return (
    <li className="item">
      <div className="item-main">
        {position !== null && <span className="figures">{position}. </span>}
        <strong>{name}</strong>{' '}
        {!isComing && course.state !== 'called_off' && (
          <Tag tone={isCompleted ? 'good' : 'plain'}>
            {t(isCompleted ? 'people.completed' : 'people.incomplete')}
          </Tag>
        )}
        {!isComing && (
          <p className="small">
            {t('people.sum', { attended: minutes(attendedMinutes), minutes: minutes(course.minutes) })}
          </p>
        )}
      </div>
      {isComing && <RemoveButton enrolment={enrolment} name={name} />}
      {course.state === 'ended' && isCompleted && (
        <CertificateButtons enrolmentId={enrolment.id} certificate={enrolment.certificate} whose={name} />
      )}
    </li>
  );
}

function RemoveButton({ enrolment: { id, state }, name }: { enrolment: EnrolmentView; name: string }) {
  const { t } = useTranslation('training');
  const { modal } = App.useApp();
  const remove = useChange<void, CourseView>(
    {
      change: () => call(WithdrawEnrolment, { params: { id } }),
      said: () => t('people.removed', { name }),
      onDone: () => undefined,
    },
    keepCourse,
  );
  const ask = () =>
    void modal.confirm({
      title: t('people.removeSure', { name }),
      content: state === 'enrolled' ? t('people.removeHint') : undefined,
      okText: t('people.remove'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync().catch(() => undefined),
    });
  return (
    <Button aria-label={t('action.of', { action: t('people.remove'), whose: name })} onClick={ask}>
      {t('people.remove')}
    </Button>
  );
}

function Left({ items }: { items: readonly EnrolmentView[] }) {
  const { t } = useTranslation('training');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  return (
    <details className="screen-only">
      <summary>
        {t('people.left')} <span className="figures">{t('people.count', { count: items.length })}</span>
      </summary>
      <ul className="items">
        {items.map(({ id, accountId, changedAt }) => (
          <li key={id} className="item">
            <div className="item-main">{nameOf(accountId)}</div>
            <p className="quiet small">{instant(changedAt)}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
