import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('analyses');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/analyses',
    component: piece(() => import('./analyse-page.tsx'), 'AnalysePage'),
  }),
];

export const analyses = {
  routes,
  shortcuts: [
    {
      to: '/analyses',
      name: { zh: '分析一份数据表', en: 'Analyse a table' },
      rank: 295,
      isFor: (may) => may('study.read'),
    },
  ],
} satisfies Slice;
