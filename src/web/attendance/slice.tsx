import { FieldTimeOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('attendance', 'opportunities');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/shifts/$shiftId/check-in',
    component: piece(() => import('./check-in-page.tsx'), 'CheckInPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/service-dues',
    component: piece(() => import('./service-dues-page.tsx'), 'ServiceDuesPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/sites/$siteId/station-code',
    component: piece(() => import('./station-code-page.tsx'), 'StationCodePage'),
  }),
];

export const attendance = {
  routes,
  navigation: [
    {
      to: '/service-dues',
      name: { zh: '待记时长', en: 'Hours to record' },
      icon: <FieldTimeOutlined aria-hidden />,
      rank: 74,
      group: 'volunteering',
      isFor: (may) => may('volunteer.read'),
    },
  ],
  parts: {
    shiftActions: [
      {
        rank: 10,
        isFor: (may) => may('volunteer.manage'),
        component: piece(() => import('./check-in-link.tsx'), 'CheckInLink'),
      },
    ],
    placeHolder: [
      { rank: 10, component: piece(() => import('./place-holder-attendance.tsx'), 'PlaceHolderAttendance') },
    ],
    opportunity: [
      {
        rank: 10,
        isFor: (may) => may('volunteer.manage'),
        component: piece(() => import('./station-code-link.tsx'), 'StationCodeLink'),
      },
    ],
    volunteer: [{ rank: 20, component: piece(() => import('./volunteer-hours.tsx'), 'VolunteerHours') }],
  },
} satisfies Slice;
