import type { CalendarDay } from '../../domain/people/calendar-day.ts';
import type { GroupItemView } from './queries.ts';

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 7;

/** Groups that this person leads and whose next session is due within a week or overdue, the earliest first. */
export function dueGroups<Group extends Pick<GroupItemView, 'leaderIds' | 'nextOn'>>(
  groups: readonly Group[],
  leaderId: string,
  today: CalendarDay,
): Group[] {
  const last = new Date(Date.parse(today) + DAYS_AHEAD * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return groups
    .filter(({ leaderIds, nextOn }) => leaderIds.includes(leaderId) && nextOn !== null && nextOn <= last)
    .sort((left, right) => ((left.nextOn ?? '') < (right.nextOn ?? '') ? -1 : 1));
}
