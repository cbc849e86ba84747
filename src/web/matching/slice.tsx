import { NodeIndexOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { defined, type Search, staffRoute, textOf } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('matching', 'opportunities', 'volunteers');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/matches',
    validateSearch: (search: Search) => defined({ opportunityId: textOf(search['opportunityId']) }),
    component: piece(() => import('./match-list-page.tsx'), 'MatchListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/matches/$matchId',
    component: piece(() => import('./match-page.tsx'), 'MatchPage'),
  }),
];

export const matching = {
  routes,
  navigation: [
    {
      to: '/matches',
      name: { zh: '匹配志愿者', en: 'Matching' },
      icon: <NodeIndexOutlined aria-hidden />,
      rank: 73,
      group: 'volunteering',
      isFor: (may) => may('volunteer.manage'),
    },
  ],
  parts: {
    opportunity: [
      {
        rank: 5,
        isFor: (may) => may('volunteer.manage'),
        component: piece(() => import('./match-link.tsx'), 'MatchLink'),
      },
    ],
  },
} satisfies Slice;
