import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseItemView, courseViews } from '../../contract/training.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Choices } from '../ui/choices.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { CourseDialog } from './course-dialog.tsx';
import { coursePages } from './queries.ts';
import { OwnTag, StateTag } from './state-tag.tsx';
import styles from './training.module.css';
import { useCourseWords } from './use-course-words.ts';

/** What colleagues can enrol in, what is one's own, and all courses. */
export function CourseListPage() {
  const { t } = useTranslation('training');
  const { may } = useSession();
  const navigate = useNavigate({ from: '/training' });
  const { view = 'open' } = useSearch({ from: '/staff/training' });
  const [isMaking, setMaking] = useState(false);
  const list = useInfiniteQuery(coursePages(view));
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        action={
          may('training.manage') && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {t('form.new')}
            </Button>
          )
        }
      />
      {isMaking && (
        <CourseDialog
          course={undefined}
          onClose={() => setMaking(false)}
          onSaved={({ id }) => void navigate({ to: '/training/$courseId', params: { courseId: id } })}
        />
      )}
      <div className={styles['views']}>
        <Choices
          label={t('list.view')}
          values={courseViews}
          labelOf={(one) => t(`list.views.${one}`)}
          value={view}
          onChange={(one) =>
            void navigate({ to: '/training', search: one === 'open' ? {} : { view: one }, replace: true })
          }
        />
      </div>
      <PagedList
        list={list}
        empty={<EmptyState title={t(`list.none.${view}`)} hint={t(`list.hint.${view}`)} />}
      >
        {(items) => (
          <div className="section">
            <ul className="items">
              {items.map((course) => (
                <CourseRow key={course.id} course={course} />
              ))}
            </ul>
          </div>
        )}
      </PagedList>
    </>
  );
}

function CourseRow({ course }: { course: CourseItemView }) {
  const { t } = useTranslation('training');
  const { instant } = useFormats();
  const words = useCourseWords();
  const where = [course.organiser, course.place].filter((part) => part !== '');
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/training/$courseId" params={{ courseId: course.id }}>
          {course.title}
        </Link>{' '}
        <StateTag course={course} /> <OwnTag own={course.own} />
        <p>
          {[
            t('list.when', { from: instant(course.beginsAt) }),
            ...(course.creditMinutes > 0
              ? [t('list.credit', { minutes: words.minutes(course.creditMinutes) })]
              : []),
          ].join(' · ')}
        </p>
        {where.length > 0 && <p className="quiet small">{where.join(' · ')}</p>}
      </div>
      <p className="small figures">{words.places(course).join(' · ')}</p>
    </li>
  );
}
