import type { BackFillService, ServiceView } from '../../contract/attendance.ts';
import type { BodyOf } from '../../contract/operation.ts';

/** A shift whose hours are entered. */
export interface ServedShift {
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

export const serviceKinds = ['shift', 'other'] as const;

export interface HoursValues {
  what: (typeof serviceKinds)[number];
  shiftId?: string;
  title?: string;
  siteId?: string;
  category?: ServiceView['category'] | undefined;
  from?: string | null;
  until?: string | null;
  excludedMinutes?: number | null;
  reason: string;
}

/** What stands in the form before anybody types: the times of the shift, or those that are to be corrected. */
export function firstValues(
  of: { shift?: ServedShift | undefined; replaces?: ServiceView | undefined },
  sites: readonly { readonly id: string }[],
): Partial<HoursValues> {
  const { shift, replaces } = of;
  if (replaces !== undefined) {
    const { shiftId, title, siteId, category, from, until, excludedMinutes } = replaces;
    const times = { from, until, excludedMinutes };
    if (shiftId !== null) return { what: 'shift', shiftId, ...times };
    return { what: 'other', title, siteId, category: category ?? undefined, ...times };
  }
  if (shift !== undefined)
    return { what: 'shift', shiftId: shift.id, from: shift.startsAt, until: shift.endsAt };
  const [only, another] = sites;
  return { what: 'shift', ...(only === undefined || another !== undefined ? {} : { siteId: only.id }) };
}

/** What is sent of the form, which asks for each that has none here. */
export function bodyOf(
  { what, shiftId, title, siteId, category, from, until, excludedMinutes, reason }: HoursValues,
  replacesId: string | undefined,
): Omit<BodyOf<typeof BackFillService>, 'id'> {
  const activity =
    what === 'shift'
      ? { shiftId: shiftId ?? '' }
      : { title: title ?? '', siteId: siteId ?? '', category: category ?? null };
  return {
    ...activity,
    ...(replacesId === undefined ? {} : { replacesId }),
    from: from ?? '',
    until: until ?? '',
    excludedMinutes: excludedMinutes ?? 0,
    reason,
  };
}
