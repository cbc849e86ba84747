import { useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseView, type EnrolmentView, MarkAttendance } from '../../contract/training.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { newId } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { Choices } from '../ui/choices.tsx';
import { Section } from '../ui/section.tsx';
import { useNow } from '../ui/use-now.ts';
import { useChange } from '../ui/use-change.ts';
import { CorrectionDialog } from './correction-dialog.tsx';
import { keepEnrolment, readCoursesAnew } from './queries.ts';
import styles from './training.module.css';
import { useCourseWords } from './use-course-words.ts';

type Lesson = CourseView['lessons'][number];

/** Who was there at one lesson: everybody in a list, a press each. */
export function Attendance({ course, enrolled }: { course: CourseView; enrolled: readonly EnrolmentView[] }) {
  const { t } = useTranslation('training');
  const { times } = useCourseWords();
  const now = useNow();
  const { lessons } = course;
  const begun = lessons.filter(({ startsAt }) => Date.parse(startsAt) <= now);
  const [chosen, setChosen] = useState(() => begun.at(-1)?.id ?? lessons[0]?.id ?? '');
  const at = Math.max(
    0,
    lessons.findIndex(({ id }) => id === chosen),
  );
  const lesson = lessons[at];
  if (lesson === undefined) return null;
  const hasBegun = begun.some(({ id }) => id === lesson.id);
  return (
    <Section title={t('attendance.title')}>
      {lessons.length > 1 && (
        <Choices
          label={t('attendance.lesson')}
          values={lessons.map(({ id }) => id)}
          labelOf={(id) => t('page.lesson', { n: lessons.findIndex((one) => one.id === id) + 1 })}
          value={lesson.id}
          onChange={setChosen}
        />
      )}
      <p>
        {lesson.title !== '' && <strong>{lesson.title} </strong>}
        {times(lesson)}
      </p>
      {hasBegun ? (
        <ul className="items">
          {enrolled.map((enrolment) => (
            <AttendanceRow
              key={`${lesson.id}.${enrolment.id}`}
              courseId={course.id}
              lesson={lesson}
              enrolment={enrolment}
            />
          ))}
        </ul>
      ) : (
        <p className="quiet">{t('attendance.notBegun')}</p>
      )}
    </Section>
  );
}

interface RowProps {
  readonly courseId: string;
  readonly lesson: Lesson;
  readonly enrolment: EnrolmentView;
}

function AttendanceRow({ courseId, lesson, enrolment }: RowProps) {
  const { t } = useTranslation('training');
  const { me } = useSession();
  const { nameOf } = useColleagues();
  const name = nameOf(enrolment.accountId);
  const mark = enrolment.marks.find(({ lessonId }) => lessonId === lesson.id);
  const isOwn = enrolment.accountId === me.user.id;
  return (
    <li className="item">
      <div className="item-main">
        <strong>{name}</strong>
        {mark !== undefined && <Marked mark={mark} />}
        {isOwn && mark === undefined && <p className="quiet small">{t('attendance.own')}</p>}
      </div>
      {mark === undefined && !isOwn && (
        <MarkButtons courseId={courseId} lesson={lesson} enrolment={enrolment} name={name} />
      )}
      {mark !== undefined && !isOwn && (
        <CorrectButton courseId={courseId} lesson={lesson} enrolment={enrolment} mark={mark} name={name} />
      )}
    </li>
  );
}

interface NamedRowProps extends RowProps {
  readonly name: string;
}

function useMarking({ courseId, lesson, enrolment, name }: NamedRowProps) {
  const { t } = useTranslation('training');
  const queryClient = useQueryClient();
  const { minutes: minutesOf } = useCourseWords();
  // pressed again after an answer that never came, it is the same mark
  const [id] = useState(newId);
  return useChange<number, EnrolmentView>(
    {
      change: (minutes) =>
        call(MarkAttendance, {
          params: { id: lesson.id },
          body: { id, enrolmentId: enrolment.id, minutes },
        }).catch((error: unknown) => {
          // a colleague marks the same list
          if (isProblem(error, 'attendance_marked') || isProblem(error, 'id_taken'))
            readCoursesAnew(queryClient);
          throw error;
        }),
      said: ({ marks }) => {
        const minutes = marks.find(({ lessonId }) => lessonId === lesson.id)?.minutes ?? 0;
        return t('attendance.saved', {
          name,
          minutes: minutes === 0 ? t('attendance.none') : minutesOf(minutes),
        });
      },
      onDone: () => undefined,
    },
    (client, marked) => keepEnrolment(client, courseId, marked),
  );
}

function MarkButtons(props: NamedRowProps) {
  const { lesson, name } = props;
  const { t } = useTranslation('training');
  const [part, setPart] = useState<number | null>();
  const mark = useMarking(props);
  const named = (action: string) => t('action.of', { action, whose: name });
  if (part !== undefined)
    return (
      <div className={styles['part']}>
        <InputNumber
          autoFocus
          min={0}
          max={lesson.minutes}
          precision={0}
          value={part}
          aria-label={named(t('attendance.partMinutes'))}
          placeholder={t('attendance.partMinutes')}
          className={styles['part-minutes'] ?? ''}
          onChange={(minutes) => setPart(minutes)}
        />
        <Button
          type="primary"
          disabled={part === null}
          loading={mark.isPending}
          onClick={() => part !== null && mark.mutate(part)}
        >
          {t('attendance.save')}
        </Button>
        <Button onClick={() => setPart(undefined)}>{t('action.cancel')}</Button>
      </div>
    );
  return (
    <div className="row">
      <Button
        type="primary"
        aria-label={named(t('attendance.all'))}
        loading={mark.isPending && mark.variables > 0}
        onClick={() => mark.mutate(lesson.minutes)}
      >
        {t('attendance.all')}
      </Button>
      <Button aria-label={named(t('attendance.part'))} onClick={() => setPart(null)}>
        {t('attendance.part')}
      </Button>
      <Button
        aria-label={named(t('attendance.none'))}
        loading={mark.isPending && mark.variables === 0}
        onClick={() => mark.mutate(0)}
      >
        {t('attendance.none')}
      </Button>
    </div>
  );
}

function Marked({ mark }: { mark: EnrolmentView['marks'][number] }) {
  const { t } = useTranslation('training');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  const { minutes: minutesOf } = useCourseWords();
  const said = (minutes: number) => (minutes === 0 ? t('attendance.none') : minutesOf(minutes));
  return (
    <>
      <p className="small">
        {said(mark.minutes)} ·{' '}
        <span className="quiet">{t('attendance.markedBy', { name: nameOf(mark.markedBy) })}</span>
      </p>
      {mark.earlier.length > 0 && (
        <details className="screen-only small">
          <summary>{t('attendance.history', { count: mark.earlier.length })}</summary>
          {mark.reason !== null && <p>{t('attendance.because', { reason: mark.reason })}</p>}
          <ul className={styles['line']}>
            {mark.earlier.map(({ minutes, markedBy, markedAt, reason }) => (
              <li key={markedAt}>
                {t('attendance.stood', {
                  minutes: said(minutes),
                  name: nameOf(markedBy),
                  time: instant(markedAt),
                })}
                {reason !== null && ` · ${t('attendance.because', { reason })}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function CorrectButton(props: NamedRowProps & { mark: EnrolmentView['marks'][number] }) {
  const { t } = useTranslation('training');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        aria-label={t('action.of', { action: t('attendance.correct'), whose: props.name })}
        onClick={() => setOpen(true)}
      >
        {t('attendance.correct')}
      </Button>
      {isOpen && <CorrectionDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
