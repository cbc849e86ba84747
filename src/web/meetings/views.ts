/** Which meetings the list shows. */
export const meetingTimes = ['coming', 'over'] as const;
export type MeetingTime = (typeof meetingTimes)[number];

/** Which action items. */
export const itemViews = ['mine', 'ours', 'closed'] as const;
export type ItemView = (typeof itemViews)[number];
