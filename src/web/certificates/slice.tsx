import { SafetyCertificateOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('certificates');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/certificates',
    component: piece(() => import('./issue-many-page.tsx'), 'IssueManyPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/certificates/batches/$batchId',
    component: piece(() => import('./batch-page.tsx'), 'BatchPage'),
  }),
];

export const certificates = {
  routes,
  navigation: [
    {
      to: '/certificates',
      name: { zh: '服务证明', en: 'Certificates' },
      icon: <SafetyCertificateOutlined aria-hidden />,
      rank: 75,
      group: 'volunteering',
      isFor: (may) => may('volunteer.read'),
    },
  ],
  parts: {
    volunteer: [
      { rank: 30, component: piece(() => import('./volunteer-certificates.tsx'), 'VolunteerCertificates') },
    ],
    rules: [
      {
        rank: 30,
        isFor: (may) => may('account.manage'),
        component: piece(() => import('./signing-keys.tsx'), 'SigningKeys'),
      },
    ],
  },
} satisfies Slice;
