import type { CalendarDay } from '../people/calendar-day.ts';
import type { Session } from '../playbooks/playbook.ts';

export interface Membership {
  readonly clientId: string;
  readonly enrolledOn: CalendarDay;
  /** The first day on which the person no longer belonged to the group. */
  readonly leftOn: CalendarDay | null;
}

export interface Delivery {
  readonly heldOn: CalendarDay;
  readonly done: readonly string[];
  readonly attended: readonly string[];
}

export type DeliveryRefusal = 'day_in_future' | 'checklist_unknown_item' | 'attendance_not_member';
export type DeliveryDecision =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: DeliveryRefusal; readonly position: number };

/** Whether a person belonged to the group on a day. */
export function isMemberOn({ enrolledOn, leftOn }: Omit<Membership, 'clientId'>, day: CalendarDay): boolean {
  return enrolledOn <= day && (leftOn === null || day < leftOn);
}

/**
 * Whether a session may be recorded as it was held. `position` is the place in the list that the reason is about.
 * Consent is not judged here: a child without it who was there was there, and the page says so beside the name.
 */
export function decideDelivery(
  session: Session,
  members: readonly Membership[],
  { heldOn, done, attended }: Delivery,
  today: CalendarDay,
): DeliveryDecision {
  if (heldOn > today) return { ok: false, reason: 'day_in_future', position: 0 };
  const checklist = new Set(session.checklist.map(({ id }) => id));
  const unknown = done.findIndex((id) => !checklist.has(id));
  if (unknown >= 0) return { ok: false, reason: 'checklist_unknown_item', position: unknown };
  const known = new Set(
    members.filter((member) => isMemberOn(member, heldOn)).map(({ clientId }) => clientId),
  );
  const isRepeated = attended.findIndex((id, index) => !known.has(id) || attended.indexOf(id) < index);
  if (isRepeated >= 0) return { ok: false, reason: 'attendance_not_member', position: isRepeated };
  return { ok: true };
}
