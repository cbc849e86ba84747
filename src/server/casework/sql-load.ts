import { sql as raw } from 'kysely';
import { type CaseStatus, caseStatuses, lifecycle } from '../../domain/casework/lifecycle.ts';
import { firstIdAt } from '../platform/database/ids.ts';
import { plain, prepare, query } from '../platform/database/statement.ts';

/** Of cases in work: by these a station's list is found, most of whose cases have ended. */
export const openStatuses: readonly CaseStatus[] = caseStatuses.filter(
  (status) => lifecycle[status].phase !== 'ended',
);

/** Cases in work by who has them together and by risk, as far as the actor sees them. */
export const countCaseload = prepare((p: { organisationId: string; statuses: readonly string[] }) =>
  query
    .selectFrom('client_case')
    .select(['worker_ids', 'risk_level', raw<number>`count(*)::int`.as('count')])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`status = any(${p.statuses}::text[])`)
    .where('closed_at', 'is', null)
    .groupBy(['worker_ids', 'risk_level']),
);

/** Minutes of the contacts since an instant, by who wrote them down; of one that was corrected the newest version counts. */
export function sumContacts({ organisationId, from }: { organisationId: string; from: Date }) {
  return plain<{ recorded_by: string; minutes: number }>(
    `select contact.recorded_by, sum(coalesce(newest.minutes, contact.minutes))::float8 as minutes
     from encounter contact left join lateral (
       select corrected.minutes, corrected.occurred_at from correction corrected
       where corrected.organisation_id = contact.organisation_id and corrected.case_id = contact.case_id
         and corrected.encounter_id = contact.id
       order by corrected.version desc limit 1) newest on true
     where contact.organisation_id = $1 and contact.id >= $2
       and coalesce(newest.occurred_at, contact.occurred_at) >= $3
     group by contact.recorded_by`,
    // what took place since then was also written down since then: its id begins with that time or a later one
    [organisationId, firstIdAt(from), from],
  );
}
