import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { LOAD_DAYS, type Load, type LoadedRisk, NO_LOAD } from '../../domain/talent/workload.ts';
import { countAlertsByOwner, countCaseload, openStatuses, sumContacts } from '../casework/public.ts';
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

/**
 * Of everybody whose rows the actor reaches, in one flight.
 * @param active who works here: what somebody had together with whoever has left is theirs alone
 */
export async function readLoads(
  reading: Pick<Reading, 'all' | 'organisationId' | 'now' | 'timeZone'>,
  active: ReadonlySet<string>,
): Promise<(accountId: string) => FoundLoad> {
  const { organisationId, now, timeZone } = reading;
  const today = dayIn(timeZone, now);
  const [cases, alerts, contacts, ahead, held, rounds] = await reading.all(
    countCaseload({ organisationId, statuses: openStatuses }),
    countAlertsByOwner({ organisationId }),
    sumContacts({ organisationId, from: new Date(now.getTime() - LOAD_DAYS * DAY_MS) }),
    countSessionsAhead({ organisationId, from: today, until: daysAfter(today, LOAD_DAYS - 1) }),
    sumSessions({ organisationId, from: daysAfter(today, 1 - LOAD_DAYS) }),
    countOpenRounds({ organisationId, now }),
  );
  const casesOf = sharesOf(cases, active);
  const alertsOf = new Map(alerts.map(({ owner_id: id, count }) => [id, count]));
  const contactsOf = new Map(contacts.map(({ recorded_by: id, minutes }) => [id, minutes]));
  const aheadOf = new Map(ahead.map(({ worker_id: id, count }) => [id, count]));
  const heldOf = new Map(held.map(({ recorded_by: id, minutes }) => [id, minutes]));
  const roundsOf = new Map(rounds.map(({ created_by: id, count }) => [id, count]));
  return (id) => ({
    load: {
      cases: casesOf.get(id) ?? NO_LOAD.cases,
      sessions: aheadOf.get(id) ?? 0,
      rounds: roundsOf.get(id) ?? 0,
      alerts: alertsOf.get(id) ?? 0,
    },
    recordedMinutes: Math.round(((contactsOf.get(id) ?? 0) + (heldOf.get(id) ?? 0)) / WEEKS),
  });
}

interface CountedCases {
  readonly worker_ids: readonly string[];
  readonly risk_level: string;
  readonly count: number;
}

/** Each case in equal parts among those who have it. */
function sharesOf(cases: readonly CountedCases[], active: ReadonlySet<string>): Map<string, Load['cases']> {
  const shares = new Map<string, Record<LoadedRisk, number>>();
  for (const { worker_ids: ids, risk_level: level, count } of cases) {
    const risk = level as LoadedRisk;
    const there = ids.filter((id) => active.has(id));
    for (const id of there) {
      const share = shares.get(id) ?? { ...NO_LOAD.cases };
      share[risk] += count / there.length;
      shares.set(id, share);
    }
  }
  return shares;
}
