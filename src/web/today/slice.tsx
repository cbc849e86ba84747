import { HomeOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('today');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/',
    component: piece(() => import('./today-page.tsx'), 'TodayPage'),
  }),
];

export const today = {
  routes,
  navigation: [
    { to: '/', name: { zh: '今日', en: 'Today' }, icon: <HomeOutlined aria-hidden />, rank: 0, group: 'day' },
  ],
} satisfies Slice;
