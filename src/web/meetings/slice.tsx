import { CarryOutOutlined, CommentOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { defined, oneOf, type Search, staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';
import { itemViews, meetingTimes } from './views.ts';

const piece = piecesOf('meetings');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/meetings',
    validateSearch: (search: Search) => defined({ when: oneOf(meetingTimes, search['when']) }),
    component: piece(() => import('./meeting-list-page.tsx'), 'MeetingListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/meetings/$meetingId',
    component: piece(() => import('./meeting-page.tsx'), 'MeetingPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/action-items',
    validateSearch: (search: Search) => defined({ view: oneOf(itemViews, search['view']) }),
    component: piece(() => import('./action-items-page.tsx'), 'ActionItemsPage'),
  }),
];

export const meetings = {
  routes,
  navigation: [
    {
      to: '/meetings',
      name: { zh: '会议', en: 'Meetings' },
      icon: <CommentOutlined aria-hidden />,
      rank: 86,
      group: 'together',
      isFor: (may) => may('alliance.read'),
    },
    {
      to: '/action-items',
      name: { zh: '行动项', en: 'Action items' },
      icon: <CarryOutOutlined aria-hidden />,
      rank: 87,
      group: 'together',
      isFor: (may) => may('alliance.read'),
    },
  ],
  parts: {
    alliance: [
      {
        rank: 10,
        isFor: (may) => may('alliance.read'),
        component: piece(() => import('./alliance-meetings.tsx'), 'AllianceMeetings'),
      },
    ],
    allianceLeaving: [
      {
        rank: 10,
        isFor: (may) => may('alliance.read'),
        component: piece(() => import('./under-way.tsx'), 'UnderWay'),
      },
    ],
    today: [
      {
        rank: 67,
        isFor: (may) => may('meeting.join'),
        component: piece(() => import('./meetings-today.tsx'), 'MeetingsToday'),
      },
    ],
  },
} satisfies Slice;
