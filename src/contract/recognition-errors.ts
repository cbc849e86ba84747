import type { ErrorEntry } from './error-entry.ts';

/** Stars, evaluations, points and pages of volunteers. */
export const recognitionErrors = {
  star_hours_rising: {
    status: 400,
    zh: '每颗星的时长要比前一颗多。',
    en: 'Each star wants more hours than the one before.',
  },
  evaluation_not_served: {
    status: 422,
    zh: '只能评价实际参加过、有签到或已记录时长的服务。',
    en: 'Only service that took place is evaluated: with a check-in, or with recorded hours.',
  },
  evaluation_there: {
    status: 409,
    zh: '这次服务已经评价过了，请更正原来的评价。',
    en: 'This service was evaluated already: correct that evaluation.',
  },
  evaluation_corrected: {
    status: 409,
    zh: '这条评价刚刚被更正过，请刷新后再看。',
    en: 'This evaluation has just been corrected: load the page anew.',
  },
  evaluation_of: {
    status: 400,
    zh: '请选择一个班次（shiftId）或一条服务时长（serviceId）。',
    en: 'Choose a shift (shiftId) or a time of service (serviceId), one of them.',
  },
  evaluation_answered: {
    status: 409,
    zh: '您已经回应过这条评价，每条评价只能回应一次。',
    en: 'You have answered this evaluation already: each is answered once.',
  },
  evaluation_fixed: {
    status: 409,
    zh: '评价 30 天后不能再修改。',
    en: 'An evaluation is not changed any more after 30 days.',
  },
  shift_not_over: {
    status: 409,
    zh: '签退以后才能评价这次服务。',
    en: 'A shift is evaluated once one has checked out.',
  },
  points_off: {
    status: 409,
    zh: '本机构没有启用积分。',
    en: 'This organisation gives no points.',
  },
  points_missing: {
    status: 409,
    zh: '积分不够。',
    en: 'There are not so many points.',
  },
  page_full_age: {
    status: 422,
    zh: '满 18 周岁、登记了出生日期的志愿者才能公开个人页或署名。',
    en: 'Only volunteers of full age, whose date of birth is known, show a page or their name.',
  },
} as const satisfies Record<string, ErrorEntry>;
