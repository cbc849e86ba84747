import { TeamOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { clientOrders, clientStatuses, riskLevels } from '../../contract/clients.ts';
import { defined, oneOf, type Search, staffRoute, textOf } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';
import { silences } from './list-view.ts';

const piece = piecesOf('clients', 'files');

const departmentsHaveNoneOf = ['case.read', 'study.read', 'book.read', 'account.manage'] as const;

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/clients',
    validateSearch: (search: Search) =>
      defined({
        q: textOf(search['q']),
        region: textOf(search['region']),
        status: oneOf(clientStatuses, search['status']),
        schoolId: textOf(search['schoolId']),
        risk: oneOf(riskLevels, search['risk']),
        workerId: textOf(search['workerId']),
        silentDays: oneOf(silences, Number(search['silentDays'])),
        sort: oneOf(clientOrders, search['sort']),
        // what bookmarks of earlier versions call it
        classId: textOf(search['classId'] ?? search['group']),
      }),
    component: piece(() => import('./client-list-page.tsx'), 'ClientListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/clients/new',
    component: piece(() => import('./new-client-page.tsx'), 'NewClientPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/clients/roster',
    component: piece(() => import('./roster-page.tsx'), 'RosterPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/clients/consents',
    validateSearch: (search: Search) =>
      defined({ classId: textOf(search['classId']), only: textOf(search['only']) }),
    component: piece(() => import('./class-consent-page.tsx'), 'ClassConsentPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/clients/$clientId',
    component: piece(() => import('./client-page.tsx'), 'ClientPage'),
  }),
];

export const clients = {
  routes,
  // until API revision 3 a client's class was its group
  renamedFields: [{ records: /^client\.[^.]+$/, was: 'groupId', is: 'classId' }],
  navigation: [
    {
      to: '/clients',
      name: { zh: '服务对象', en: 'Clients' },
      icon: <TeamOutlined aria-hidden />,
      rank: 10,
      group: 'care',
      isFor: (may) => may('client.read'),
    },
  ],
  shortcuts: [
    {
      to: '/clients/new',
      name: { zh: '登记服务对象', en: 'Register a client' },
      rank: 210,
      isFor: (may) => may('client.create'),
    },
    {
      to: '/clients/roster',
      name: { zh: '导入花名册', en: 'Import a roster' },
      rank: 220,
      isFor: (may) => may('roster.import'),
    },
    {
      to: '/clients/consents',
      name: { zh: '登记全班同意书', en: 'Consent forms of a class' },
      rank: 230,
      isFor: (may) => may('consent.record'),
    },
  ],
  ahead: {
    '/clients': async (queryClient, may) => {
      const { clientPages } = await import('./queries.ts');
      return may('client.read') && queryClient.infiniteQuery(clientPages({ details: true }));
    },
  },
  parts: {
    today: [
      {
        rank: 100,
        // for whoever sees totals only
        isFor: (may) => may('statistics.read') && !may('case.read'),
        component: piece(() => import('./statistics-today.tsx'), 'StatisticsToday'),
      },
      {
        rank: 110,
        // a department: totals are all that it comes for
        isFor: (may) => may('statistics.read') && departmentsHaveNoneOf.every((other) => !may(other)),
        component: piece(() => import('./totals-to-come.tsx'), 'TotalsToCome'),
      },
    ],
    search: [
      {
        rank: 10,
        isFor: (may) => may('client.read'),
        component: piece(() => import('./client-search.tsx'), 'ClientSearch'),
      },
    ],
  },
} satisfies Slice;
