import type { ErrorEntry } from './error-entry.ts';

/** What volunteers are asked for, shifts and who comes to them. */
export const opportunitiesErrors = {
  ages_turned_round: {
    status: 400,
    zh: '最大年龄不能小于最小年龄。',
    en: 'The oldest age must not be below the youngest.',
  },
  shift_ends_before: {
    status: 400,
    zh: '结束时间要晚于开始时间。',
    en: 'The end has to be later than the beginning.',
  },
  shift_too_long: {
    status: 400,
    zh: '一个班次最长 24 小时，请分成几个班次。',
    en: 'A shift lasts 24 hours at most: make several of it.',
  },
  shift_too_far: {
    status: 400,
    zh: '班次只能安排在一年前到三年后之间，请检查年份。',
    en: 'A shift lies within a year back and three years ahead: look at the year.',
  },
  shift_places_missing: {
    status: 400,
    zh: '请填写需要多少人（capacity），或按岗位填写（roles）。',
    en: 'Say how many may come (capacity), or how many of each role (roles).',
  },
  shift_role_twice: {
    status: 400,
    zh: '同一个岗位写了两次。',
    en: 'One role stands there twice.',
  },
  opportunity_closed: {
    status: 409,
    zh: '这个招募已经关闭，不能再加班次。',
    en: 'This is closed: no shifts are added to it.',
  },
  opportunity_state_passed: {
    status: 409,
    zh: '招募现在的状态不允许这样做。',
    en: 'It does not stand so that this can be done.',
  },
  shift_cancelled: {
    status: 409,
    zh: '这个班次已经取消。',
    en: 'This shift was called off.',
  },
  shift_closed: {
    status: 409,
    zh: '这个班次已经开始、结束、取消或不再招募，不能报名。',
    en: 'This shift has begun, is over, was called off or takes nobody any more.',
  },
  shift_role_unknown: {
    status: 400,
    zh: '这个班次没有这个岗位。请从班次列出的岗位里选择。',
    en: 'This shift has no such role. Choose one of those it lists.',
  },
  shift_overlap: {
    status: 409,
    zh: '您在这个时间已经报了班次：就是这一个，或另外一个；排队也算。要换的话，请先取消，或换一个时间。前后相接的班次可以都报。',
    en: 'You signed up at this time already, for this shift or another one, or wait for it. To change, cancel that first, or choose another time. One may begin as the other ends.',
  },
  requirement_missing: {
    status: 409,
    zh: '到班次那一天，还缺少这些条件：{missing}。',
    en: 'On the day of the shift this is still missing: {missing}.',
  },
  requirement_absent: {
    status: 409,
    zh: '缺少：{missing}。',
    en: 'Missing: {missing}.',
  },
  volunteer_not_accepted: {
    status: 409,
    zh: '机构还没有接受您为志愿者，接受后才能报名。',
    en: 'The organisation has not taken you in as a volunteer yet; you can sign up once it has.',
  },
  volunteer_not_member: {
    status: 409,
    zh: '请先在这家机构登记为志愿者，再报名。',
    en: 'Register as a volunteer of this organisation first.',
  },
  sign_up_over: {
    status: 409,
    zh: '这次报名已经结束（取消、过期或被移出），不能再这样处理。',
    en: 'This sign-up has ended: cancelled, lapsed or taken out. It cannot be done any more.',
  },
  shift_begun: {
    status: 409,
    zh: '班次已经开始，不能再取消或换班。来不了的话，请联系组织者。',
    en: 'The shift has begun: it cannot be cancelled or swapped any more. If you cannot come, call whoever organises it.',
  },
  shift_over: {
    status: 409,
    zh: '班次已经结束，谁来过不能再改。',
    en: 'The shift is over: who was there is not changed any more.',
  },
  shift_has_roles: {
    status: 400,
    zh: '这个班次分岗位，请按岗位填写人数（roles）。',
    en: 'This shift has roles: say how many may come for each of them (roles).',
  },
  sign_up_too_often: {
    status: 409,
    zh: '您已经多次报名又取消这个班次。还想来的话，请联系组织者安排。',
    en: 'You signed up for this shift and cancelled several times. If you want to come, ask whoever organises it.',
  },
  swap_full: {
    status: 409,
    zh: '那个班次已经满了，您原来的班次不变。',
    en: 'That shift is full. You keep the one you have.',
  },
  swap_elsewhere: {
    status: 409,
    zh: '只能换成同一家机构的班次。',
    en: 'It can be swapped for a shift of the same organisation only.',
  },
} as const satisfies Record<string, ErrorEntry>;
