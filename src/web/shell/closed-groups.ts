import { type WayGroup, wayGroups } from '../base/slice.ts';

const STORED = 'nuantu.closedGroups';

/** Which headings of the navigation are closed on this device. */
export function readClosedGroups(): readonly WayGroup[] {
  const stored = (localStorage.getItem(STORED) ?? '').split(' ');
  return wayGroups.filter((group) => stored.includes(group));
}

export function keepClosedGroups(closed: readonly WayGroup[]): void {
  localStorage.setItem(STORED, closed.join(' '));
}
