import { SendOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('deliveries');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/deliveries',
    component: piece(() => import('./late-deliveries-page.tsx'), 'LateDeliveriesPage'),
  }),
];

export const deliveries = {
  routes,
  navigation: [
    {
      to: '/deliveries',
      name: { zh: '机构间送达', en: 'Deliveries' },
      icon: <SendOutlined aria-hidden />,
      rank: 95,
      group: 'administration',
      isFor: (may) => may('delivery.manage'),
    },
  ],
  parts: {
    today: [
      {
        rank: 82,
        isFor: (may) => may('delivery.manage'),
        component: piece(() => import('./late-summary.tsx'), 'DeliveriesToday'),
      },
    ],
  },
} satisfies Slice;
