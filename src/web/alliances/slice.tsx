import { ClusterOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('alliances');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/alliances',
    component: piece(() => import('./alliance-list-page.tsx'), 'AllianceListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/alliances/$allianceId',
    component: piece(() => import('./alliance-page.tsx'), 'AlliancePage'),
  }),
];

export const alliances = {
  routes,
  navigation: [
    {
      to: '/alliances',
      name: { zh: '协作体', en: 'Alliances' },
      icon: <ClusterOutlined aria-hidden />,
      rank: 85,
      group: 'together',
      isFor: (may) => may('alliance.read'),
    },
  ],
  parts: {
    today: [
      {
        rank: 83,
        isFor: (may) => may('alliance.manage'),
        component: piece(() => import('./alliances-today.tsx'), 'AlliancesToday'),
      },
    ],
  },
} satisfies Slice;
