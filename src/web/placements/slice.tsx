import { IdcardOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('placements');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/placements',
    component: piece(() => import('./placement-list-page.tsx'), 'PlacementListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/placements/$placementId',
    component: piece(() => import('./placement-page.tsx'), 'PlacementPage'),
  }),
];

export const placements = {
  routes,
  navigation: [
    {
      to: '/placements',
      name: { zh: '实习', en: 'Placements' },
      icon: <IdcardOutlined aria-hidden />,
      rank: 83,
      group: 'staff',
      isFor: (may) => may('placement.manage'),
    },
  ],
} satisfies Slice;
