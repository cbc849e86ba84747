import { ContactsOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('books');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/book',
    component: piece(() => import('./book-page.tsx'), 'BookPage'),
  }),
];

export const books = {
  routes,
  navigation: [
    {
      to: '/book',
      name: { zh: '名册', en: 'Book' },
      icon: <ContactsOutlined aria-hidden />,
      rank: 76,
      group: 'volunteering',
      isFor: (may) => may('book.read'),
    },
  ],
  parts: {
    today: [
      {
        rank: 74,
        // a supervisor finds the book in its place; who coordinates the public begins with it
        isFor: (may) => may('book.decide') && !may('case.read'),
        component: piece(() => import('./waiting-entries.tsx'), 'BookToday'),
      },
    ],
    rules: [
      {
        rank: 20,
        isFor: (may) => may('book.open'),
        component: piece(() => import('./book-rule.tsx'), 'BookRule'),
      },
    ],
  },
} satisfies Slice;
