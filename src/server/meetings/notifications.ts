import { findAlliances } from '../alliances/public.ts';
import { bilingual } from '../../domain/language.ts';
import {
  mattersOf,
  type NotificationKind,
  notify,
  type Occasion,
  sightsOf,
} from '../notifications/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { canReach, type StaffMember } from '../staff/public.ts';
import { isReached } from './read-meeting.ts';
import * as sql from './sql.ts';
import * as items from './sql-items.ts';

type Told = RowOf<ReturnType<typeof sql.listMeetingsById>>;

const shared = { path: '/meetings', permission: 'alliance.read', urgency: 'normal' } as const;

const managers = (among: readonly StaffMember[]) =>
  among.filter((member) => canReach(member, 'alliance.manage', '')).map(({ id }) => id);

/** With whether anything can still be done about each: whoever is out of the alliance, or whose organiser is, has nothing to answer. */
async function listTold(
  reading: Reading,
  occasions: readonly Occasion[],
): Promise<readonly (Told & { readonly is_reached: boolean })[]> {
  const { organisationId } = reading;
  const [rows] = await reading.all(sql.listMeetingsById({ organisationId, ids: mattersOf(occasions) }));
  const alliances = await findAlliances(reading);
  return rows.map((row) => ({ ...row, is_reached: isReached(row, alliances.get(row.alliance_id)) }));
}

/** Another organisation called a meeting: whoever may send somebody is told, until somebody comes or nobody does. */
export const meetingCalled: NotificationKind = {
  ...shared,
  kind: 'meeting.called',
  title: bilingual('协作体要开会，请答复谁参加', 'An alliance meets: please say who comes'),
  look: async (reading, occasions) =>
    sightsOf(occasions, await listTold(reading, occasions), (row) => ({
      waits:
        row.is_reached &&
        row.cancelled_at === null &&
        row.ends_at > reading.now &&
        row.declined_reason === null &&
        !row.answers.includes('coming'),
      audience: managers,
    })),
};

/** The step is the account. */
export const colleagueAsked: NotificationKind = {
  ...shared,
  kind: 'meeting.asked',
  title: bilingual('请您参加协作体的一次会议', 'You are asked to come to a meeting of an alliance'),
  look: async (reading, occasions) =>
    sightsOf(occasions, await listTold(reading, occasions), (row, { step }) => ({
      waits:
        row.is_reached && row.cancelled_at === null && row.ends_at > reading.now && row.asked.includes(step),
      audience: () => [step],
    })),
};

/** The step is when. */
export const meetingMoved: NotificationKind = {
  ...shared,
  kind: 'meeting.moved',
  title: bilingual('您要参加的会议改了时间或地点', 'A meeting that you come to is at another time or place'),
  look: async (reading, occasions) =>
    sightsOf(occasions, await listTold(reading, occasions), (row) => ({
      waits: row.is_reached && row.cancelled_at === null && row.ends_at > reading.now,
      audience: () => [...row.coming, ...row.asked],
    })),
};

export const meetingCancelled: NotificationKind = {
  ...shared,
  kind: 'meeting.cancelled',
  title: bilingual('您要参加的会议取消了', 'A meeting that you were to come to was called off'),
  look: async (reading, occasions) =>
    sightsOf(occasions, await listTold(reading, occasions), (row) => ({
      // whoever reads of it once it would have been over need not know any more
      waits: row.cancelled_at !== null && row.ends_at > reading.now,
      audience: () => [...row.coming, ...row.asked],
    })),
};

/** The step is when it begins. */
export const meetingSoon: NotificationKind = {
  ...shared,
  kind: 'meeting.soon',
  title: bilingual('您要参加的会议在一天之内开始', 'A meeting that you come to begins within a day'),
  look: async (reading, occasions) =>
    sightsOf(occasions, await listTold(reading, occasions), (row, { step }) => ({
      waits:
        row.is_reached &&
        row.cancelled_at === null &&
        row.starts_at > reading.now &&
        row.starts_at.toISOString() === step,
      audience: () => [...row.coming, ...row.asked],
    })),
};

/** Whoever does it is told; where nobody does, whoever may say who. The step is the owner. */
export const itemGiven: NotificationKind = {
  ...shared,
  kind: 'action_item.given',
  path: '/action-items',
  title: bilingual('有行动项等待您完成或安排', 'An action item waits for you to do it, or to say who does'),
  look: async (reading, occasions) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(items.listItemsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, (row, { step }) => ({
      waits: row.is_open && (row.owner_id ?? '') === step,
      audience: (among) => (row.owner_id === null ? managers(among) : [row.owner_id]),
    }));
  },
};

/** Whether it is due soon or late, and who does it: the step. Of what is late also whoever manages alliances is told. */
export function dueStep(dueOn: string, today: string, ownerId: string | null): string {
  return `${dueOn < today ? 'late' : 'soon'} ${ownerId ?? ''}`;
}

export const itemDue: NotificationKind = {
  ...shared,
  kind: 'action_item.due',
  path: '/action-items',
  title: bilingual('有行动项快到期或已逾期', 'An action item is due soon, or late'),
  look: async (reading, occasions) => {
    const { organisationId, timeZone, now } = reading;
    const today = dayIn(timeZone, now);
    const [rows] = await reading.all(items.listItemsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, (row, { step }) => ({
      waits: row.is_open && dueStep(row.due_on, today, row.owner_id) === step,
      audience: (among) => {
        const owner = row.owner_id === null ? [] : [row.owner_id];
        return row.due_on < today || row.owner_id === null ? [...owner, ...managers(among)] : owner;
      },
    }));
  },
};

/** Of items that the organisation is to do. */
export async function tellOfItems(change: Change, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { organisationId } = change;
  const [rows] = await change.all(items.listItemsById({ organisationId, ids }));
  for (const row of rows)
    if (row.assignee_id === organisationId && row.is_open)
      notify(change, { kind: itemGiven, matterId: row.id, step: row.owner_id ?? '' });
}

export const meetingNotifications: readonly NotificationKind[] = [
  meetingCalled,
  colleagueAsked,
  meetingMoved,
  meetingCancelled,
  meetingSoon,
  itemGiven,
  itemDue,
];
