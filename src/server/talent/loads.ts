import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { LOAD_DAYS, type Load, type LoadedRisk, NO_LOAD } from '../../domain/talent/workload.ts';
import { countTakenAlerts, sumCaseload, sumContacts } from '../casework/public.ts';
import { countSessionsAhead, sumSessions } from '../groups/public.ts';
import { countOpenRounds } from '../measures/public.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';

const WEEKS = LOAD_DAYS / 7;
const DAY_MS = 24 * 60 * 60_000;

/** What fills the weeks of one of the staff; supervision is added by whoever knows its sessions. */
export interface FoundLoad {
  readonly load: Omit<Load, 'supervisionMinutes'>;
  /** a week, of the last 28 days */
  readonly recordedMinutes: number;
}

/** Of everybody whose rows the actor reaches, in one flight. */
export async function readLoads(
  reading: Pick<Reading, 'all' | 'organisationId' | 'now' | 'timeZone'>,
): Promise<(accountId: string) => FoundLoad> {
  const { organisationId, now, timeZone } = reading;
  const today = dayIn(timeZone, now);
  const [cases, alerts, contacts, ahead, held, rounds] = await reading.all(
    sumCaseload({ organisationId }),
    countTakenAlerts({ organisationId }),
    sumContacts({ organisationId, from: new Date(now.getTime() - LOAD_DAYS * DAY_MS) }),
    countSessionsAhead({ organisationId, from: today, until: daysAfter(today, LOAD_DAYS - 1) }),
    sumSessions({ organisationId, from: daysAfter(today, -LOAD_DAYS) }),
    countOpenRounds({ organisationId, now }),
  );
  const casesOf = Map.groupBy(cases, ({ worker_id: id }) => id);
  const alertsOf = new Map(alerts.map(({ owner_id: id, count }) => [id, count]));
  const contactsOf = new Map(contacts.map(({ recorded_by: id, minutes }) => [id, minutes]));
  const aheadOf = new Map(ahead.map(({ worker_id: id, count }) => [id, count]));
  const heldOf = new Map(held.map(({ recorded_by: id, minutes }) => [id, minutes]));
  const roundsOf = new Map(rounds.map(({ created_by: id, count }) => [id, count]));
  return (id) => ({
    load: {
      cases: {
        ...NO_LOAD.cases,
        ...Object.fromEntries(
          (casesOf.get(id) ?? []).map(({ risk_level: risk, cases: count }) => [risk as LoadedRisk, count]),
        ),
      },
      sessions: aheadOf.get(id) ?? 0,
      rounds: roundsOf.get(id) ?? 0,
      alerts: alertsOf.get(id) ?? 0,
    },
    recordedMinutes: Math.round(((contactsOf.get(id) ?? 0) + (heldOf.get(id) ?? 0)) / WEEKS),
  });
}
