import { BulbOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { courseViews } from '../../contract/training.ts';
import { defined, oneOf, type Search, staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('training', 'files');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/training',
    validateSearch: (search: Search) => defined({ view: oneOf(courseViews, search['view']) }),
    component: piece(() => import('./course-list-page.tsx'), 'CourseListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/training/$courseId',
    component: piece(() => import('./course-page.tsx'), 'CoursePage'),
  }),
];

export const training = {
  routes,
  navigation: [
    {
      to: '/training',
      name: { zh: '培训', en: 'Training' },
      icon: <BulbOutlined aria-hidden />,
      rank: 82,
      group: 'staff',
      isFor: (may) => may('training.join'),
    },
  ],
} satisfies Slice;
