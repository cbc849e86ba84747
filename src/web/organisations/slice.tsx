import { BankOutlined, SettingOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { defined, oneOf, type Search, staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';
import { administrationViews } from './administration-views.ts';

const piece = piecesOf('organisations', 'identity');
const today = () => import('./organisation-today.tsx');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/administration',
    validateSearch: (search: Search) =>
      defined({
        view: oneOf(administrationViews, search['view']),
        invite: oneOf(['colleague'] as const, search['invite']),
      }),
    component: piece(() => import('./administration-page.tsx'), 'AdministrationPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/organisations',
    component: piece(() => import('./found-organisation-page.tsx'), 'FoundOrganisationPage'),
  }),
];

export const organisations = {
  routes,
  navigation: [
    {
      to: '/administration',
      name: { zh: '管理', en: 'Administration' },
      icon: <SettingOutlined aria-hidden />,
      rank: 88,
      group: 'administration',
      isFor: (may) => may('account.manage') || may('site.manage') || may('volunteer.manage'),
    },
    {
      to: '/organisations',
      name: { zh: '机构', en: 'Organisations' },
      icon: <BankOutlined aria-hidden />,
      rank: 90,
      group: 'administration',
      isFor: (may) => may('organisation.create'),
    },
  ],
  parts: {
    today: [
      {
        rank: 70,
        isFor: (may) => may('account.manage') || may('site.manage'),
        component: piece(today, 'AdministrationToday'),
      },
      { rank: 80, isFor: (may) => may('organisation.create'), component: piece(today, 'FoundingToday') },
    ],
  },
} satisfies Slice;
