import type { ErrorEntry } from './error-entry.ts';

/** Whom a match proposes for which place. */
export const matchesErrors = {
  match_days_turned_round: {
    status: 400,
    zh: '结束日期不能早于开始日期。',
    en: 'The last day must not be before the first.',
  },
  match_days_too_many: {
    status: 400,
    zh: '一次最多匹配 92 天内的班次，请分段进行。',
    en: 'At most 92 days are matched at once: do it in parts.',
  },
  match_too_large: {
    status: 409,
    zh: '一次最多匹配 3,000 个班次和 5,000 名志愿者。请缩短日期，或只选一部分招募。',
    en: 'At most 3,000 shifts and 5,000 volunteers are matched at once: take fewer days, or some of the opportunities.',
  },
  match_busy: {
    status: 409,
    zh: '正在计算或正在报名，请等它完成。',
    en: 'It is being solved or accepted: wait until that is done.',
  },
  match_ended: {
    status: 409,
    zh: '这次匹配已经采用，不能再改。以后的变动请在班次页面上进行。',
    en: 'This match was accepted and is not changed any more: change the shifts themselves.',
  },
  match_stale: {
    status: 409,
    zh: '有手动调整还没有重新计算。请先重新计算，再采用。',
    en: 'Something was decided by hand since: solve again before you accept.',
  },
  match_place_unknown: {
    status: 404,
    zh: '这次匹配里没有这个名额。',
    en: 'There is no such place in this match.',
  },
  match_place_full: {
    status: 409,
    zh: '这个班次的空位都已经固定给别人了。',
    en: 'All free places of this shift are given to others by hand already.',
  },
  match_not_fit: {
    status: 409,
    zh: '这位志愿者不能安排在这里：{why}。',
    en: 'This volunteer cannot be put there: {why}.',
  },
  match_unfinished: {
    status: 409,
    zh: '上一次计算没有完成，还没有可以采用的方案。请重新计算。',
    en: 'The last solving did not come to its end, so that there is nothing to accept: solve again.',
  },
} as const satisfies Record<string, ErrorEntry>;
