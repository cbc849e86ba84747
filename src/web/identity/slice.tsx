import { createRoute } from '@tanstack/react-router';
import { rootRoute, staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('identity');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/profile',
    component: piece(() => import('./profile-page.tsx'), 'ProfilePage'),
  }),
];

const openRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/welcome',
    component: piece(() => import('./welcome-page.tsx'), 'WelcomePage'),
  }),
];

export const identity = {
  routes,
  openRoutes,
  shortcuts: [
    {
      to: '/profile',
      name: { zh: '我的账号', en: 'My account' },
      rank: 300,
    },
  ],
  parts: {
    todayNotice: [
      {
        rank: 10,
        isFor: (may) => may('account.manage') || may('site.manage'),
        component: piece(() => import('./second-factor-notice.tsx'), 'SecondFactorNotice'),
      },
    ],
    today: [
      {
        rank: 85,
        isFor: (may) => may('account.watch'),
        component: piece(() => import('./account-changes.tsx'), 'AccountChanges'),
      },
    ],
  },
} satisfies Slice;
