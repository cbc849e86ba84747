import { ReadOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { defined, type Search, staffRoute, textOf } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('playbooks', 'files');

const today = () => import('./waiting-playbooks.tsx');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/playbooks',
    component: piece(() => import('./playbook-list-page.tsx'), 'PlaybookListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/playbooks/$playbookId',
    component: piece(() => import('./playbook-page.tsx'), 'PlaybookPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/playbooks/compare',
    validateSearch: (search: Search) => ({
      from: textOf(search['from']) ?? '',
      to: textOf(search['to']) ?? '',
    }),
    component: piece(() => import('./compare-page.tsx'), 'ComparePage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/playbooks/drafts/$draftId',
    validateSearch: (search: Search) => defined({ part: textOf(search['part']) }),
    component: piece(() => import('./draft-page.tsx'), 'DraftPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/playbooks/proposals',
    component: piece(() => import('./proposal-list-page.tsx'), 'ProposalListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/playbooks/proposals/$proposalId',
    component: piece(() => import('./proposal-page.tsx'), 'ProposalPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/playbooks/materials',
    component: piece(() => import('./material-list-page.tsx'), 'MaterialListPage'),
  }),
];

export const playbooks = {
  routes,
  navigation: [
    {
      to: '/playbooks',
      name: { zh: '干预模式', en: 'Playbooks' },
      icon: <ReadOutlined aria-hidden />,
      rank: 60,
      group: 'methods',
      isFor: (may) => may('group.read') || may('playbook.write'),
    },
  ],
  shortcuts: [
    {
      to: '/playbooks/materials',
      name: { zh: '资料库', en: 'Materials' },
      rank: 270,
      isFor: (may) => may('group.read') || may('playbook.write'),
    },
    {
      to: '/playbooks/proposals',
      name: { zh: '改进建议', en: 'Proposals' },
      rank: 280,
      isFor: (may) => may('group.read') || may('playbook.write'),
    },
  ],
  parts: {
    today: [
      {
        rank: 64,
        isFor: (may) => may('playbook.publish') || (may('playbook.write') && may('study.manage')),
        component: piece(today, 'ProposalsToday'),
      },
      { rank: 66, isFor: (may) => may('playbook.publish'), component: piece(today, 'DraftsToday') },
    ],
    search: [
      {
        rank: 40,
        isFor: (may) => may('group.read') || may('playbook.write'),
        component: piece(() => import('./playbook-search.tsx'), 'PlaybookSearch'),
      },
    ],
  },
} satisfies Slice;
