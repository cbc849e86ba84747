import { AuditOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('audit', 'identity');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/audit',
    component: piece(() => import('./audit-page.tsx'), 'AuditPage'),
  }),
];

export const audit = {
  routes,
  navigation: [
    {
      to: '/audit',
      name: { zh: '审计', en: 'Audit' },
      icon: <AuditOutlined />,
      rank: 100,
      isFor: (may) => may('audit.read'),
    },
  ],
  parts: {
    today: [
      {
        rank: 90,
        isFor: (may) => may('audit.read'),
        component: piece(() => import('./audit-today.tsx'), 'AuditToday'),
      },
    ],
  },
} satisfies Slice;
