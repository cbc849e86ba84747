import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CourseView } from '../../contract/training.ts';
import { specialityNames } from '../../domain/talent/professional-words.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { FilesOf } from '../files/public.ts';
import { Definitions } from '../ui/definitions.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { ManageButtons } from './manage-buttons.tsx';
import { OwnPart } from './own-part.tsx';
import { People } from './people.tsx';
import { courseQuery } from './queries.ts';
import { StateTag } from './state-tag.tsx';
import styles from './training.module.css';
import { useCourseWords } from './use-course-words.ts';

/** What a course is, how one stands to it, and for whoever runs it who takes part. */
export function CoursePage() {
  const { t } = useTranslation('training');
  const { courseId } = useParams({ from: '/staff/training/$courseId' });
  const { may } = useSession();
  const query = useQuery(courseQuery(courseId));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const course = query.data;
  const { state, calledOffBecause } = course;
  return (
    <>
      <PageHeader
        title={
          <>
            {course.title} <StateTag course={course} />
          </>
        }
        lead={[course.organiser, course.place].filter((part) => part !== '').join(' · ')}
        action={may('training.manage') && <ManageButtons course={course} />}
      />
      <div className="stack">
        {state === 'called_off' && (
          <p className="notice notice-danger">
            {calledOffBecause === null
              ? t('page.calledOff')
              : t('page.calledOffBecause', { reason: calledOffBecause })}
          </p>
        )}
        {state !== 'draft' && state !== 'called_off' && <OwnPart course={course} />}
        <Lessons course={course} />
        {may('training.manage') && state !== 'draft' && <People course={course} />}
        <Details course={course} />
        <Section title={t('page.materials')}>
          <p className="quiet small">{t('page.materialsHint')}</p>
          <FilesOf
            owner={{ kind: 'course', ownerId: course.id }}
            recordId={course.id}
            of={t('page.of', { title: course.title })}
            mayAdd={may('training.manage')}
          />
        </Section>
      </div>
    </>
  );
}

function Lessons({ course }: { course: CourseView }) {
  const { t } = useTranslation('training');
  const words = useCourseWords();
  return (
    <Section title={t('page.lessons')}>
      <ol className="items">
        {course.lessons.map((lesson, at) => (
          <li key={lesson.id} className="item">
            <div className="item-main">
              <strong>{lesson.title === '' ? t('page.lesson', { n: at + 1 }) : lesson.title}</strong>
              <p>{words.times(lesson)}</p>
            </div>
            <p className="small figures">
              {lesson.ownMinutes === null
                ? words.minutes(lesson.minutes)
                : lesson.ownMinutes === 0
                  ? t('page.absent')
                  : t('page.attended', { minutes: words.minutes(lesson.ownMinutes) })}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Details({ course }: { course: CourseView }) {
  const { t } = useTranslation('training');
  const words = useCourseWords();
  const { textOf } = useFormats();
  const { kind, organiser, link } = course;
  const rows = [
    { term: t('form.content'), value: <span className="prose">{course.content}</span> },
    { term: t('form.kind'), value: organiser === '' ? t(`kinds.${kind}`) : organiser },
    { term: t('form.place'), value: course.place },
    ...(link === ''
      ? []
      : [
          {
            term: t('form.link'),
            value: (
              <a href={link} target="_blank" rel="noreferrer" className={styles['link']}>
                {link}
              </a>
            ),
          },
        ]),
    { term: t('page.roles'), value: words.roles(course.roles) },
    {
      term: t('form.specialities'),
      value: course.specialities.map((code) => textOf(specialityNames[code])).join(t('state.comma')),
    },
    { term: t('page.places'), value: words.places(course).join(' · ') },
    { term: t('page.whole'), value: words.minutes(course.minutes) },
    { term: t('page.share'), value: t('page.shareText', { share: course.share }) },
    { term: t('page.credit'), value: words.minutes(course.creditMinutes) },
  ];
  return (
    <Section title={t('page.details')}>
      <Definitions rows={rows} isWide />
    </Section>
  );
}
