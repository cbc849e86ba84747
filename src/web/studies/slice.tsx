import { LineChartOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('studies', 'measures', 'playbooks');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/studies',
    component: piece(() => import('./study-list-page.tsx'), 'StudyListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/studies/new',
    component: piece(() => import('./study-form-pages.tsx'), 'NewStudyPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/studies/$studyId',
    component: piece(() => import('./study-page.tsx'), 'StudyPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/studies/$studyId/plan',
    component: piece(() => import('./study-form-pages.tsx'), 'StudyPlanPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/studies/$studyId/interviews',
    component: piece(() => import('./interviews-page.tsx'), 'InterviewsPage'),
  }),
];

export const studies = {
  routes,
  navigation: [
    {
      to: '/studies',
      name: { zh: '成效', en: 'Studies' },
      icon: <LineChartOutlined aria-hidden />,
      rank: 70,
      group: 'methods',
      isFor: (may) => may('study.read'),
    },
  ],
  shortcuts: [
    {
      to: '/studies/new',
      name: { zh: '新建研究', en: 'New study' },
      rank: 290,
      isFor: (may) => may('study.manage'),
    },
  ],
  parts: {
    today: [
      {
        rank: 62,
        isFor: (may) => may('study.read'),
        component: piece(() => import('./waiting-studies.tsx'), 'StudiesToday'),
      },
    ],
    search: [
      {
        rank: 50,
        isFor: (may) => may('study.read'),
        component: piece(() => import('./study-search.tsx'), 'StudySearch'),
      },
    ],
    newCampaign: [
      {
        rank: 10,
        isFor: (may) => may('study.conduct'),
        component: piece(() => import('./study-field.tsx'), 'StudyField'),
      },
    ],
  },
} satisfies Slice;
