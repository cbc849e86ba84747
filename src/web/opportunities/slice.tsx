import { ScheduleOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { opportunityStates } from '../../contract/opportunities.ts';
import { defined, oneOf, type Search, staffRoute, textOf } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('opportunities', 'volunteers');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/opportunities',
    validateSearch: (search: Search) =>
      defined({ q: textOf(search['q']), state: oneOf(opportunityStates, search['state']) }),
    component: piece(() => import('./opportunity-list-page.tsx'), 'OpportunityListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/opportunities/$opportunityId',
    component: piece(() => import('./opportunity-page.tsx'), 'OpportunityPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/shifts/$shiftId',
    component: piece(() => import('./shift-page.tsx'), 'ShiftPage'),
  }),
];

export const opportunities = {
  routes,
  navigation: [
    {
      to: '/opportunities',
      name: { zh: '招募与班次', en: 'Shifts' },
      icon: <ScheduleOutlined aria-hidden />,
      rank: 72,
      group: 'volunteering',
      isFor: (may) => may('volunteer.read'),
    },
  ],
  parts: {
    volunteer: [{ rank: 10, component: piece(() => import('./volunteer-shifts.tsx'), 'VolunteerShifts') }],
  },
} satisfies Slice;
