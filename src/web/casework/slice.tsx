import { FolderOpenOutlined, SolutionOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { caseStatuses } from '../../domain/casework/lifecycle.ts';
import { defined, oneOf, type Search, staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';
import { caseViews } from './case-views.ts';

const piece = piecesOf('casework', 'clients', 'measures', 'files', 'volunteers');
/** What a day begins with names no helpers: it would wait for words that come with no other file. */
const firstPiece = piecesOf('casework', 'clients', 'measures', 'files');
const today = () => import('./casework-today.tsx');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/cases',
    validateSearch: (search: Search) =>
      defined({ view: oneOf(caseViews, search['view']), status: oneOf(caseStatuses, search['status']) }),
    component: piece(() => import('./casework-page.tsx'), 'CaseworkPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/cases/$caseId',
    component: piece(() => import('./case-page.tsx'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/refer',
    component: piece(() => import('./refer-pupil-page.tsx'), 'ReferPupilPage'),
  }),
];

export const casework = {
  routes,
  navigation: [
    {
      to: '/cases',
      name: { zh: '个案', en: 'Cases' },
      icon: <FolderOpenOutlined aria-hidden />,
      rank: 20,
      group: 'care',
      isFor: (may) => may('case.read') || may('alert.take'),
    },
    {
      to: '/refer',
      name: { zh: '转介学生', en: 'Refer' },
      icon: <SolutionOutlined aria-hidden />,
      rank: 30,
      group: 'care',
      isFor: (may) => may('pupil.refer') && !may('client.read'),
    },
  ],
  ahead: {
    '/': async (queryClient, may) => {
      const { alertPages, casePages, referralPages } = await import('./queries.ts');
      return Promise.allSettled([
        may('alert.take') && queryClient.infiniteQuery(alertPages({ state: 'open' })),
        may('referral.decide') && queryClient.infiniteQuery(referralPages({ status: 'open' })),
        may('case.read') && queryClient.infiniteQuery(casePages({ waiting: 'next_step' })),
        may('case.read') && queryClient.infiniteQuery(casePages({ mine: true })),
      ]);
    },
  },
  parts: {
    search: [
      {
        rank: 20,
        isFor: (may) => may('case.read'),
        component: piece(() => import('./case-search.tsx'), 'CaseSearch'),
      },
    ],
    top: [
      {
        rank: 10,
        isFor: (may) => may('alert.take'),
        component: firstPiece(() => import('./alert-badge.tsx'), 'AlertBadge'),
      },
    ],
    today: [
      { rank: 20, isFor: (may) => may('alert.take'), component: firstPiece(today, 'AlertsToday') },
      { rank: 30, isFor: (may) => may('referral.decide'), component: firstPiece(today, 'ReferralsToday') },
      { rank: 32, isFor: (may) => may('case.close'), component: firstPiece(today, 'ClosuresToday') },
      {
        rank: 34,
        isFor: (may) => may('case.write') && !may('case.close'),
        component: firstPiece(today, 'ReturnedClosuresToday'),
      },
      { rank: 36, isFor: (may) => may('case.read'), component: firstPiece(today, 'NextStepsToday') },
      {
        rank: 40,
        isFor: (may) => may('pupil.refer') && !may('client.read'),
        component: firstPiece(today, 'OwnReferralsToday'),
      },
      { rank: 60, isFor: (may) => may('case.read'), component: firstPiece(today, 'CasesToday') },
    ],
    personAction: [
      {
        rank: 10,
        isFor: (may) => may('report.file'),
        component: piece(() => import('./report-button.tsx'), 'ReportButton'),
      },
    ],
    personNotice: [{ rank: 10, component: piece(() => import('./person-notices.tsx'), 'PersonNotices') }],
    person: [
      {
        rank: 10,
        isFor: (may) => may('case.read'),
        component: piece(() => import('./client-cases.tsx'), 'ClientCases'),
      },
      {
        rank: 20,
        isFor: (may) => may('report.file'),
        component: piece(() => import('./client-reports.tsx'), 'ClientReports'),
      },
    ],
  },
} satisfies Slice;
