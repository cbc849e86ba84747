import type { zh } from './words.zh.ts';

/** Words of the first page in English. */
export const en: typeof zh = {
  today: {
    title: 'Today',
    hello: 'Hello, {{name}}',
    nothing: 'Nothing needs you right now',
    nothingHint: 'New tasks will appear here.',
  },
};
