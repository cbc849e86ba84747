import type { Reading } from '../platform/work/work.ts';
import { canReach, isAway, listActiveStaff } from '../staff/public.ts';
import { countCasesByWorker } from './sql.ts';
import { countAlertsByOwner } from './sql-alerts.ts';

/** Whom something at a site can be given to: only who could see it there, those with the fewest cases first. */
export async function listSiteStaff(reading: Reading, siteId: string) {
  const { organisationId, now } = reading;
  const staff = await listActiveStaff(reading);
  const [cases, alerts] = await reading.all(
    countCasesByWorker({ organisationId }),
    countAlertsByOwner({ organisationId }),
  );
  const casesOf = new Map(cases.map(({ worker_id: id, count }) => [id, count]));
  const alertsOf = new Map(alerts.map(({ owner_id: id, count }) => [id, count]));
  const items = staff
    .filter((member) => canReach(member, 'client.read', siteId))
    .map((member) => ({
      id: member.id,
      displayName: member.displayName,
      isSupervisor: canReach(member, 'alert.take_over', siteId),
      mayCloseCases: canReach(member, 'case.close', siteId),
      awayUntil: isAway(member, now) ? (member.awayUntil?.toISOString() ?? null) : null,
      openCases: casesOf.get(member.id) ?? 0,
      openAlerts: alertsOf.get(member.id) ?? 0,
    }));
  return {
    items: items.toSorted(
      (left, right) =>
        Number(left.isSupervisor) - Number(right.isSupervisor) || left.openCases - right.openCases,
    ),
  };
}
