import { IdcardOutlined, SolutionOutlined, TeamOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { specialities } from '../../domain/talent/professional-words.ts';
import { loadBands } from '../../domain/talent/workload.ts';
import { spokenLanguages } from '../../domain/volunteers/profile-words.ts';
import { defined, oneOf, type Search, staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('talent');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/talent',
    validateSearch: (search: Search) =>
      defined({
        band: oneOf(loadBands, search['band']),
        speciality: oneOf(specialities, search['speciality']),
        language: oneOf(spokenLanguages, search['language']),
      }),
    component: piece(() => import('./talent-board-page.tsx'), 'TalentBoardPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/talent/me',
    component: piece(() => import('./own-talent-page.tsx'), 'OwnTalentPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/talent/supervision',
    component: piece(() => import('./supervision-page.tsx'), 'SupervisionPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/talent/figures',
    component: piece(() => import('./talent-figures-page.tsx'), 'TalentFiguresPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/talent/reports',
    component: piece(() => import('./talent-reports-page.tsx'), 'TalentReportsPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/talent/former',
    component: piece(() => import('./former-page.tsx'), 'FormerPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/talent/workers/$accountId',
    component: piece(() => import('./talent-worker-page.tsx'), 'TalentWorkerPage'),
  }),
];

export const talent = {
  routes,
  navigation: [
    {
      to: '/talent',
      name: { zh: '社工人才', en: 'Staff' },
      icon: <TeamOutlined aria-hidden />,
      rank: 78,
      group: 'staff',
      isFor: (may) => may('talent.manage'),
    },
    {
      to: '/talent/me',
      name: { zh: '我的专业档案', en: 'My record' },
      icon: <IdcardOutlined aria-hidden />,
      rank: 79,
      group: 'staff',
      isFor: (may) => may('talent.own'),
    },
    {
      to: '/talent/reports',
      name: { zh: '人才数据', en: 'Staff figures' },
      icon: <SolutionOutlined aria-hidden />,
      rank: 81,
      group: 'staff',
      // whoever has staff of their own sees these by name
      isFor: (may) => may('statistics.read') && !may('talent.own') && !may('talent.manage'),
    },
  ],
  shortcuts: [
    {
      to: '/talent/supervision',
      name: { zh: '督导记录', en: 'Supervision' },
      rank: 284,
      isFor: (may) => may('supervision.manage'),
    },
  ],
  parts: {
    today: [
      {
        rank: 63,
        isFor: (may) => may('talent.manage'),
        component: piece(() => import('./talent-today.tsx'), 'TalentToday'),
      },
    ],
    rules: [
      {
        rank: 50,
        isFor: (may) => may('talent.manage'),
        component: piece(() => import('./talent-rules.tsx'), 'TalentRules'),
      },
    ],
  },
} satisfies Slice;
