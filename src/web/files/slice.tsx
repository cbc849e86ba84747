import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('files');

export const files = {
  routes: [],
  parts: {
    sites: [
      {
        rank: 20,
        isFor: (may) => may('site.manage'),
        component: piece(() => import('./file-space.tsx'), 'FileSpace'),
      },
    ],
  },
} satisfies Slice;
