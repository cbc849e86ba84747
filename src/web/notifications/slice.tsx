import { MailOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('notifications');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/notifications',
    component: piece(() => import('./notification-list-page.tsx'), 'NotificationListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/profile/notifications',
    component: piece(() => import('./choices-page.tsx'), 'ChoicesPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/unsent-messages',
    component: piece(() => import('./unsent-messages-page.tsx'), 'UnsentMessagesPage'),
  }),
];

export const notifications = {
  routes,
  navigation: [
    {
      to: '/unsent-messages',
      name: { zh: '未发出的提醒', en: 'Unsent messages' },
      icon: <MailOutlined aria-hidden />,
      rank: 96,
      group: 'administration',
      isFor: (may) => may('message.manage'),
    },
  ],
  shortcuts: [
    { to: '/notifications', name: { zh: '提醒', en: 'Notifications' }, rank: 310 },
    { to: '/profile/notifications', name: { zh: '提醒设置', en: 'What I am told' }, rank: 311 },
  ],
  parts: {
    today: [
      {
        rank: 84,
        isFor: (may) => may('message.manage'),
        component: piece(() => import('./unsent-summary.tsx'), 'UnsentToday'),
      },
    ],
    top: [{ rank: 20, component: piece(() => import('./bell.tsx'), 'Bell') }],
    profile: [{ rank: 5, component: piece(() => import('./own-notifications.tsx'), 'OwnNotifications') }],
    rules: [
      {
        rank: 10,
        isFor: (may) => may('notification.rule'),
        component: piece(() => import('./names-rule.tsx'), 'NamesRule'),
      },
    ],
  },
} satisfies Slice;
