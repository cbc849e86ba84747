import { type Urgency, usualChoices, type Way, ways } from '../../domain/notifications/choices.ts';
import { decideMessages } from '../../domain/notifications/decide-messages.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { isAway, listActiveStaff, type StaffMember } from '../staff/public.ts';
import { choicesOf } from './choices.ts';
import type { NotificationKind } from './kind.ts';
import * as sql from './sql.ts';
import { listChoices, listConfirmedWays } from './sql-choices.ts';
import { insertMessages, type NewMessage } from './sql-messages.ts';

const PER_KIND = 50;

/** An occasion, and who is to hear of it. */
export interface Call extends sql.Spread {
  readonly urgency: Urgency;
  readonly isOnPageOnly: boolean;
  readonly to: readonly Pick<StaffMember, 'id' | 'awayUntil'>[];
}

/**
 * New occasions and who is to hear of each; nobody, where it was seen to meanwhile. A kind that fails is told and left for the next
 * time; it keeps no other waiting.
 */
export async function findCalls(
  reading: Reading,
  kinds: ReadonlyMap<string, NotificationKind>,
  onDefect: (error: unknown) => void,
): Promise<Call[]> {
  const { organisationId } = reading;
  const [rows] = await reading.all(sql.listNewOccasions({ organisationId, perKind: PER_KIND }));
  if (rows.length === 0) return [];
  const staff = await listActiveStaff(reading);
  const calls: Call[] = [];
  for (const [name, ofKind] of Map.groupBy(rows, ({ kind }) => kind)) {
    const kind = kinds.get(name);
    if (kind === undefined) continue;
    try {
      calls.push(...(await callsOfKind(reading, kind, ofKind, staff)));
    } catch (error) {
      onDefect(error);
    }
  }
  return calls;
}

async function callsOfKind(
  reading: Reading,
  kind: NotificationKind,
  rows: readonly sql.OccasionRow[],
  staff: readonly StaffMember[],
): Promise<Call[]> {
  const onDuty = staff.filter((member) => !isAway(member, reading.now));
  const occasions = rows.map(({ matter_id: matterId, site_id: toldAt, ...row }) => ({
    ...row,
    matterId,
    toldAt,
  }));
  const sights = new Map((await kind.look(reading, occasions)).map((sight) => [sight.occasionId, sight]));
  const calls: Call[] = [];
  for (const { to_ids: named, toldAt, ...occasion } of occasions) {
    const sight = sights.get(occasion.id);
    const waits = sight?.waits === true;
    const siteId = sight?.siteId;
    // whom its cause named were those of the site where it was then
    const areNamed = named !== null && (toldAt === null || toldAt === siteId);
    const found = async (among: readonly StaffMember[]) => (await sight?.audience?.(among)) ?? [];
    const called = waits ? (areNamed ? named : await found(onDuty)) : [];
    // where nobody is there, those who are away find it on the page
    const ids = new Set(waits && called.length === 0 ? await found(staff) : called);
    calls.push({
      occasionId: occasion.id,
      siteId,
      waits,
      urgency: sight?.urgency ?? kind.urgency,
      isOnPageOnly: kind.isOnPageOnly === true,
      // one's own account may be suspended or reset by this very cause: it stands on the page for when one is back
      to:
        kind.permission === 'own_account'
          ? called.map((id) => ({ id, awayUntil: null }))
          : staff.filter(({ id }) => ids.has(id)),
    });
  }
  return calls;
}

/**
 * Writes down who is told of what, and what goes out for it, when. Of two jobs at once each occasion belongs to one. Whoever was told
 * where its matter was before, and reaches it still, knows.
 * @returns how many were not another job's
 */
export async function spread(
  change: Change,
  calls: readonly Call[],
  sendable: readonly Way[],
): Promise<number> {
  const { organisationId, now } = change;
  const occasionIds = calls.map(({ occasionId }) => occasionId);
  const [claimed, told, choices, confirmed] = await change.all(
    sql.claimOccasions({ organisationId, spread: calls, now }),
    sql.listTold({ organisationId, occasionIds }),
    listChoices({ organisationId }),
    listConfirmedWays({ organisationId }),
  );
  const ours = new Set(claimed.map(({ id }) => id));
  const knowing = new Set(told.map(({ occasion_id: id, account_id: accountId }) => `${id} ${accountId}`));
  const chosen = new Map(choices.map((row) => [row.account_id, choicesOf(row)]));
  const waysOf = Map.groupBy(confirmed, ({ account_id: id }) => id);
  const notifications: sql.NewNotification[] = [];
  const messages: NewMessage[] = [];
  for (const { occasionId, urgency, isOnPageOnly, to } of calls.filter((call) => ours.has(call.occasionId)))
    for (const member of to.filter(({ id }) => !knowing.has(`${occasionId} ${id}`))) {
      const { id: accountId } = member;
      const notificationId = newId(now.getTime());
      notifications.push({ id: notificationId, occasionId, accountId });
      if (isOnPageOnly) continue;
      const planned = decideMessages({
        urgency,
        choices: chosen.get(accountId) ?? usualChoices,
        reachable: reachable(waysOf.get(accountId) ?? [], sendable),
        isAway: isAway(member, now),
        now,
        timeZone: change.timeZone,
      });
      for (const { way, dueAt } of planned)
        messages.push({ id: newId(now.getTime()), notificationId, accountId, way, dueAt });
    }
  change.push(sql.insertNotifications(organisationId, now, notifications));
  change.push(insertMessages(organisationId, now, messages));
  return ours.size;
}

/** By e-mail also whoever gave no address, where the server can send none: the operator tells them. */
function reachable(confirmed: readonly { way: string }[], sendable: readonly Way[]): readonly Way[] {
  return ways.filter((way) =>
    sendable.includes(way) ? confirmed.some((known) => known.way === way) : way === 'mail',
  );
}
