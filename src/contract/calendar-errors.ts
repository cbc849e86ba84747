import type { ErrorEntry } from './error-entry.ts';

/** Addresses of calendars. */
export const calendarErrors = {
  calendar_unknown: {
    status: 404,
    zh: '没有这个日历，或它的地址已经停用。请在“我的账号”里看看，需要时生成新的地址。',
    en: 'There is no such calendar, or its address was ended. See “My account” for a new address.',
  },
} as const satisfies Record<string, ErrorEntry>;
