import type { ErrorEntry } from './error-entry.ts';

export const volunteeringFiguresErrors = {
  period_impossible: {
    status: 400,
    zh: '结束日期不能早于开始日期，最长三年。',
    en: 'The last day cannot be before the first; three years at most.',
  },
} as const satisfies Record<string, ErrorEntry>;
