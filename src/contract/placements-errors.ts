import type { ErrorEntry } from './error-entry.ts';

/** Students who learn the work at a site. */
export const placementsErrors = {
  placement_days: {
    status: 400,
    zh: '结束日期不能早于开始日期。',
    en: 'The last day must not be before the first.',
  },
  placement_day_outside: {
    status: 400,
    zh: '日期要在实习期间之内，并且不晚于今天。',
    en: 'The day has to be within the placement, and not after today.',
  },
  placement_day_full: {
    status: 400,
    zh: '同一天的时数加起来超过 24 小时。',
    en: 'The hours of this day come to more than 24.',
  },
  placement_hours_outside: {
    status: 400,
    zh: '已登记的时数不在这段时间里。请先撤回那些时数，或保留原来的日期。',
    en: 'There are hours outside of these days: take them back first, or keep the days.',
  },
  placement_hours_waiting: {
    status: 409,
    zh: '还有时数没有确认。请实习督导先确认或撤回，再办结束。',
    en: 'Hours wait to be confirmed: the practice supervisor confirms them or takes them back first.',
  },
  placement_supervisor: {
    status: 400,
    zh: '实习督导要是在岗的社工、督导或机构管理员。',
    en: 'A practice supervisor is a social worker, supervisor or administrator at work here.',
  },
  placement_state_passed: {
    status: 409,
    zh: '实习现在的状态不能这样改。',
    en: 'The placement is in a state in which this is not done.',
  },
  placement_reason_missing: {
    status: 400,
    zh: '请写明为什么提前结束。',
    en: 'Please say why it is broken off.',
  },
  placement_not_evaluated: {
    status: 409,
    zh: '请先写终期评价，再办结束。',
    en: 'Write the final evaluation before you complete it.',
  },
  placement_not_yours: {
    status: 409,
    zh: '时数由这名学生的实习督导确认。',
    en: 'Hours are confirmed by the practice supervisor of the student.',
  },
  placement_hours_settled: {
    status: 409,
    zh: '这条时数已经撤回。',
    en: 'These hours were taken back.',
  },
  placement_evaluated: {
    status: 409,
    zh: '评价刚刚被同事改过。请看一遍现在的评价，再更正。',
    en: 'A colleague has just written this evaluation: look at it before you correct it.',
  },
  placement_erased: {
    status: 409,
    zh: '这名学生的资料已经删除，只保留时数。',
    en: 'What was known of this student was erased; hours alone are kept.',
  },
} as const satisfies Record<string, ErrorEntry>;
