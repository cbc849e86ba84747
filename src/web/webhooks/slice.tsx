import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('webhooks', 'identity');

export const webhooks = {
  routes: [],
  parts: {
    connections: [
      {
        rank: 10,
        isFor: (may) => may('webhook.manage'),
        component: piece(() => import('./connections.tsx'), 'Connections'),
      },
    ],
    todayNotice: [
      {
        rank: 20,
        isFor: (may) => may('webhook.manage'),
        component: piece(() => import('./connection-notice.tsx'), 'ConnectionNotice'),
      },
    ],
  },
} satisfies Slice;
