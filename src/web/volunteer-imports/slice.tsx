import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('volunteer-imports');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/volunteers/import',
    component: piece(() => import('./import-page.tsx'), 'ImportPage'),
  }),
];

export const volunteerImports = {
  routes,
  parts: {
    volunteerList: [
      {
        rank: 10,
        isFor: (may) => may('volunteer.manage'),
        component: piece(() => import('./list-actions.tsx'), 'ListActions'),
      },
    ],
    serviceDues: [{ rank: 10, component: piece(() => import('./waiting-lots.tsx'), 'WaitingLots') }],
  },
} satisfies Slice;
