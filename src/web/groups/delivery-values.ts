import type { DeliverSession } from '../../contract/groups.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { isMemberOn } from '../../domain/groups/decide-delivery.ts';
import type { Session } from '../../domain/playbooks/playbook.ts';
import { newId } from '../base/ids.ts';
import { helpersSent, type HelperValues } from '../volunteers/public.ts';
import type { Attendance } from './attendance-input.tsx';
import type { GroupSessionView, GroupView } from './queries.ts';

export interface DeliveryValues {
  heldOn: string;
  minutes: number;
  attendance: Attendance;
  done: string[];
  note?: string | null;
  /** not of whoever may find no volunteers: nothing is said of them then */
  helpers?: HelperValues[];
  /** who stood there when the form was opened: whom somebody added since is not taken out by it */
  helpersSeen?: string[];
}

/** What was recorded before; of a new record, the day and the length that were planned. */
export function valuesOf(session: GroupSessionView, plan: Session, today: string): DeliveryValues {
  return {
    heldOn: session.heldOn ?? (session.plannedOn < today ? session.plannedOn : today),
    minutes: session.minutes ?? plan.minutes,
    attendance: Object.fromEntries(session.attendance.map(({ clientId, presence }) => [clientId, presence])),
    done: session.done,
    note: session.note,
    helpers: session.helpers.map((helper) => ({ ...helper })),
    helpersSeen: session.helpers.map(({ id }) => id),
  };
}

export function membersOn(group: GroupView, day: string) {
  return group.members.filter((member) => isMemberOn(member, day));
}

/** Of whoever was a member on that day. */
export function deliveryOf(
  group: GroupView,
  session: GroupSessionView,
  values: DeliveryValues,
): BodyOf<typeof DeliverSession> {
  const { heldOn, minutes, done, note, attendance, helpers, helpersSeen = [] } = values;
  return {
    heldOn,
    minutes,
    done,
    note: note?.trim() || null,
    attendance: membersOn(group, heldOn).flatMap(({ clientId }) => {
      const presence = attendance[clientId];
      return presence === undefined ? [] : [{ clientId, presence }];
    }),
    ...(helpers === undefined
      ? {}
      : { helpers: [...helpersAnew(session, helpers), ...addedSince(session, helpers, helpersSeen)] }),
  };
}

/** Whether somebody stands there by now. */
export function isIn(session: GroupSessionView, { id }: HelperValues): boolean {
  return session.helpers.some((helper) => helper.id === id);
}

/** Whoever helped at another time than it was said helped under another id: what was said first is taken back. */
function helpersAnew(session: GroupSessionView, helpers: readonly HelperValues[]) {
  return helpersSent(helpers).map((helper) => {
    const known = session.helpers.find(({ id }) => id === helper.id);
    const isSame =
      known === undefined ||
      (known.volunteerId === helper.volunteerId &&
        known.from === helper.from &&
        known.until === helper.until);
    return isSame ? helper : { ...helper, id: newId() };
  });
}

/** By a colleague, while the form was open or a draft lay there. */
function addedSince(session: GroupSessionView, helpers: readonly HelperValues[], seen: readonly string[]) {
  return session.helpers.filter(({ id }) => !seen.includes(id) && !helpers.some((one) => one.id === id));
}
