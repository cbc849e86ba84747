import type { ErrorEntry } from './error-entry.ts';

/** Meetings of alliances, and what is to be done after them. */
export const meetingsErrors = {
  meeting_organiser_only: {
    status: 403,
    zh: '只有召集会议的机构可以这样做。',
    en: 'Only the organisation that called the meeting does this.',
  },
  meeting_cancelled: {
    status: 409,
    zh: '会议已经取消。',
    en: 'The meeting was called off.',
  },
  meeting_closed: {
    status: 409,
    zh: '贵机构或召集机构已不在这个协作体中，会议只能查看。',
    en: 'Your organisation, or the one that called the meeting, is not in the alliance any more: it can only be read.',
  },
  meeting_over: {
    status: 409,
    zh: '会议已经结束。',
    en: 'The meeting is over.',
  },
  meeting_topic_unknown: {
    status: 400,
    zh: '议程上没有这个议题，可能刚被撤下。',
    en: 'This is not on the agenda; it may have been taken off just now.',
  },
  meeting_attendee_unknown: {
    status: 400,
    zh: '没有邀请过这个人，请重新打开名单。',
    en: 'Nobody asked this person; please open the list again.',
  },
  observer_calls_no_meeting: {
    status: 403,
    zh: '观察员可以参加会议，不能召集会议。',
    en: 'An observer may come to meetings, and calls none.',
  },
  action_item_due_early: {
    status: 400,
    zh: '期限不能早于会议当天。',
    en: 'It is due on the day of the meeting at the earliest.',
  },
  meeting_not_begun: {
    status: 409,
    zh: '会议还没有开始，不能登记到会。',
    en: 'The meeting has not begun; who came is marked later.',
  },
  meeting_ends_early: {
    status: 400,
    zh: '结束时间要晚于开始时间。',
    en: 'It ends after it begins.',
  },
  meeting_too_long: {
    status: 400,
    zh: '会议最长 {hours} 小时，请核对结束时间。',
    en: 'A meeting takes {hours} hours at most; please check when it ends.',
  },
  meeting_too_many_dates: {
    status: 400,
    zh: '一次最多安排 {most} 个日期。',
    en: 'At most {most} dates are planned at once.',
  },
  meeting_party_unknown: {
    status: 400,
    zh: '这个机构不在协作体中，或没有受邀参加这次会议。',
    en: 'This organisation is not in the alliance, or not asked to this meeting.',
  },
  meeting_colleague_unknown: {
    status: 400,
    zh: '本机构没有可以参加会议的这个账号。',
    en: 'None of your colleagues who may come to meetings has this account.',
  },
  action_item_closed: {
    status: 409,
    zh: '这个行动项已经了结。',
    en: 'This action item is closed.',
  },
  action_item_of_others: {
    status: 403,
    zh: '这个行动项由别人负责。',
    en: 'Somebody else does this.',
  },
} as const satisfies Record<string, ErrorEntry>;
