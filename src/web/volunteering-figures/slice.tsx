import { BarChartOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { defined, type Search, staffRoute, textOf } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('volunteering-figures', 'attendance', 'opportunities');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/volunteering-figures',
    validateSearch: (search: Search) =>
      defined({ from: textOf(search['from']), until: textOf(search['until']) }),
    component: piece(() => import('./figures-page.tsx'), 'FiguresPage'),
  }),
];

export const volunteeringFigures = {
  routes,
  navigation: [
    {
      to: '/volunteering-figures',
      name: { zh: '志愿数据', en: 'Volunteering figures' },
      icon: <BarChartOutlined aria-hidden />,
      rank: 77,
      group: 'volunteering',
      isFor: (may) => may('volunteer.read'),
    },
  ],
  parts: {
    today: [
      {
        rank: 72,
        // a supervisor finds these in their places; who coordinates volunteers begins with them
        isFor: (may) => may('volunteer.manage') && !may('case.read'),
        component: piece(() => import('./board.tsx'), 'Board'),
      },
    ],
  },
} satisfies Slice;
