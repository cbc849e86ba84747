import type { ErrorEntry } from './error-entry.ts';

/** Groups and their sessions. */
export const groupsErrors = {
  group_without_members: {
    status: 400,
    zh: '请选择至少一个班级或一位服务对象。',
    en: 'Name at least one class or one client.',
  },
  attendance_not_member: {
    status: 400,
    zh: '出勤名单里有人当天不是本组成员。',
    en: 'Somebody on the attendance list was not a member on that day.',
  },
  checklist_unknown_item: {
    status: 400,
    zh: '这次活动的清单里没有这一项。',
    en: 'This session’s checklist has no such item.',
  },
} as const satisfies Record<string, ErrorEntry>;
