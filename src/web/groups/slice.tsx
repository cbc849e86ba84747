import { UsergroupAddOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { defined, oneOf, type Search, staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('groups', 'clients', 'casework', 'playbooks', 'volunteers');
/** What a day begins with names no volunteers: it would wait for words that come with no other file. */
const firstPiece = piecesOf('groups', 'clients', 'casework', 'playbooks');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/groups',
    component: piece(() => import('./group-list-page.tsx'), 'GroupListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/groups/new',
    component: piece(() => import('./new-group-page.tsx'), 'NewGroupPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/groups/$groupId',
    // whoever comes to record what is next does not look for its button first
    validateSearch: (search: Search) => defined({ record: oneOf(['next'] as const, search['record']) }),
    component: piece(() => import('./group-page.tsx'), 'GroupPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/groups/$groupId/sheet',
    component: piece(() => import('./attendance-sheet-page.tsx'), 'AttendanceSheetPage'),
  }),
];

export const groups = {
  routes,
  navigation: [
    {
      to: '/groups',
      name: { zh: '小组', en: 'Groups' },
      icon: <UsergroupAddOutlined aria-hidden />,
      rank: 50,
      group: 'care',
      isFor: (may) => may('group.read'),
    },
  ],
  shortcuts: [
    {
      to: '/groups/new',
      name: { zh: '新建小组', en: 'Plan a group' },
      rank: 260,
      isFor: (may) => may('group.manage'),
    },
  ],
  ahead: {
    '/': async (queryClient, may) => {
      const { groupPages } = await import('./queries.ts');
      return may('group.manage') && queryClient.infiniteQuery(groupPages);
    },
  },
  parts: {
    chosenClients: [
      {
        rank: 10,
        isFor: (may) => may('group.manage'),
        component: piece(() => import('./enrol-chosen.tsx'), 'EnrolChosen'),
      },
    ],
    search: [
      {
        rank: 30,
        isFor: (may) => may('group.read'),
        component: piece(() => import('./group-search.tsx'), 'GroupSearch'),
      },
    ],
    today: [
      {
        rank: 50,
        isFor: (may) => may('group.manage'),
        component: firstPiece(() => import('./groups-today.tsx'), 'GroupsToday'),
      },
    ],
    opportunity: [
      {
        rank: 7,
        isFor: (may) => may('volunteer.manage') && may('group.read'),
        component: piece(() => import('./groups-asked.tsx'), 'GroupsAsked'),
      },
    ],
    person: [
      {
        rank: 30,
        isFor: (may) => may('group.read'),
        component: piece(() => import('./groups-of-client.tsx'), 'GroupsOfClient'),
      },
    ],
  },
} satisfies Slice;
