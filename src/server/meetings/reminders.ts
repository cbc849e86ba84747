import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { findAlliances } from '../alliances/public.ts';
import { notify } from '../notifications/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { dueStep, itemDue, meetingSoon } from './notifications.ts';
import { isReached } from './read-meeting.ts';
import { listSoon } from './sql.ts';
import { listDue } from './sql-items.ts';

const AHEAD_MS = 86_400_000;
const DUE_DAYS = 2;
/** Older ones were told of when they were late. */
const LATE_DAYS = 7;

/**
 * Now and then: whoever comes to a meeting hears of it a day before; whoever does something hears of it two days before it is due, and when it is
 * late together with whoever manages alliances; each once.
 */
export async function remindOfMeetings(services: Services, organisationId: string): Promise<void> {
  const origin = { requestId: 'remind-of-meetings', language: 'zh-CN' } as const;
  await new Work(services, systemSettings(organisationId), origin).change(async (change) => {
    const { now, timeZone } = change;
    const today = dayIn(timeZone, now);
    const [soon, due] = await change.all(
      listSoon({ organisationId, now, until: new Date(now.getTime() + AHEAD_MS) }),
      listDue({ organisationId, from: daysAfter(today, -LATE_DAYS), until: daysAfter(today, DUE_DAYS) }),
    );
    // one that is moved is told of again
    const alliances = await findAlliances(change);
    for (const row of soon)
      if (isReached(row, alliances.get(row.alliance_id)))
        notify(change, { kind: meetingSoon, matterId: row.id, step: row.starts_at.toISOString() });
    for (const { id: matterId, due_on: dueOn, owner_id: ownerId } of due)
      notify(change, { kind: itemDue, matterId, step: dueStep(dueOn, today, ownerId) });
  });
}
