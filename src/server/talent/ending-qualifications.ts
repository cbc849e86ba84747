import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { RENEWAL_DAYS } from '../../domain/volunteers/qualification.ts';
import { notify } from '../notifications/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { qualificationEnding } from './notifications.ts';
import { listEnding } from './sql.ts';

/** Now and then: whoever's qualification comes to its end hears of it, once 60 days before and once on the day after. */
export async function remindOfQualifications(services: Services, organisationId: string): Promise<void> {
  const origin = { requestId: 'remind-of-qualifications', language: 'zh-CN' } as const;
  await new Work(services, systemSettings(organisationId), origin).change(async (change) => {
    const today = dayIn(change.timeZone, change.now);
    const [ending] = await change.all(
      listEnding({
        organisationId,
        from: daysAfter(today, -RENEWAL_DAYS),
        until: daysAfter(today, RENEWAL_DAYS - 1),
      }),
    );
    for (const { id, account_id: holderId, until_on: until } of ending)
      notify(change, {
        kind: qualificationEnding,
        matterId: id,
        step: (until ?? today) < today ? 'ended' : 'soon',
        to: [holderId],
      });
  });
}
