import { AuditOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { isCalendarDay } from '../../domain/instant.ts';
import { defined, type Search, staffRoute, textOf } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';
import type { AuditSearch } from './audit-search.ts';

const piece = piecesOf('audit', 'identity');

/** Of addresses that people type or cut. */
function dayOf(wanted: unknown): string | undefined {
  const text = textOf(wanted);
  return text !== undefined && isCalendarDay(text) ? text : undefined;
}

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/audit',
    validateSearch: (search: Search): AuditSearch =>
      defined({
        who: textOf(search['who']),
        action: textOf(search['action']),
        subject: textOf(search['subject']),
        from: dayOf(search['from']),
        to: dayOf(search['to']),
      }),
    component: piece(() => import('./audit-page.tsx'), 'AuditPage'),
  }),
];

export const audit = {
  routes,
  navigation: [
    {
      to: '/audit',
      name: { zh: '审计', en: 'Audit' },
      icon: <AuditOutlined aria-hidden />,
      rank: 100,
      group: 'administration',
      isFor: (may) => may('audit.read'),
    },
  ],
  parts: {
    today: [
      {
        rank: 90,
        isFor: (may) => may('audit.read'),
        component: piece(() => import('./audit-exceptions.tsx'), 'AuditToday'),
      },
    ],
  },
} satisfies Slice;
