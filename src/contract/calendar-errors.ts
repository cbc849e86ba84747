import type { ErrorEntry } from './error-entry.ts';

/** Addresses of calendars. */
export const calendarErrors = {
  calendar_unknown: {
    status: 404,
    zh: '没有这个日历，或它的地址已经停用。请在“我的账号”里看看，需要时生成新的地址。',
    en: 'There is no such calendar, or its address was ended. See “My account” for a new address.',
  },
  recurrence_unreadable: {
    status: 400,
    zh: '看不懂这条重复规则。请写成 FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270131 这样的形式（RFC 5545）。',
    en: 'This rule of repetition cannot be read. Write one such as FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270131 (RFC 5545).',
  },
  recurrence_unsupported: {
    status: 400,
    zh: '这种重复规则这里不支持。可以按天、周、月、年重复。',
    en: 'Rules of this kind are not taken here. Dates repeat by days, weeks, months or years.',
  },
  recurrence_endless: {
    status: 400,
    zh: '重复规则要有结束：写明 UNTIL（哪天为止）或 COUNT（多少次）。',
    en: 'The rule has to end: by UNTIL (a day) or COUNT (how often).',
  },
  recurrence_start_outside: {
    status: 400,
    zh: '第一次的开始时间不在重复规则之内，请让两者一致。',
    en: 'The first one does not begin where the rule says. Make both agree.',
  },
  recurrence_ends_before: {
    status: 400,
    zh: '重复规则在第一次之前就结束了。',
    en: 'The rule ends before the first one.',
  },
  recurrence_too_many: {
    status: 400,
    zh: '一次最多生成 400 个日期。请把结束日期提前，分几次添加。',
    en: 'At most 400 dates are made at once. Let it end earlier and add them in several parts.',
  },
  recurrence_beyond_three_years: {
    status: 400,
    zh: '一次最多安排三年之内的日期。请把结束日期提前。',
    en: 'Dates are made for three years at most. Let it end earlier.',
  },
  recurrence_empty: {
    status: 400,
    zh: '按这条规则一个日期也没有。请检查日期和节假日选项。',
    en: 'By this rule there is no date at all. Look at the days and at what is said of holidays.',
  },
} as const satisfies Record<string, ErrorEntry>;
