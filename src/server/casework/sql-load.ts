import { sql as raw } from 'kysely';
import { caseStatuses, lifecycle } from '../../domain/casework/lifecycle.ts';
import { firstIdAt } from '../platform/database/ids.ts';
import { plain, prepare, query } from '../platform/database/statement.ts';

/** By these a list of a station's cases is found; most of its cases have ended. */
const openStatuses = caseStatuses.filter((status) => lifecycle[status].phase !== 'ended');

/** Cases in work by worker and risk, as far as the actor sees them; one that two people have is half of each one's. */
export function sumCaseload(p: { organisationId: string }) {
  return plain<{ worker_id: string; risk_level: string; cases: number }>(
    `select worker_id, risk_level, sum(1.0 / cardinality(worker_ids))::float8 as cases
     from client_case, unnest(worker_ids) as worker_id
     where organisation_id = $1 and status = any($2) and closed_at is null
     group by worker_id, risk_level`,
    [p.organisationId, openStatuses],
  );
}

/** Open alerts by who has taken them. */
export const countTakenAlerts = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('alert')
    .select(['owner_id', raw<number>`count(*)::int`.as('count')])
    .where('organisation_id', '=', p.organisationId)
    .where('owner_id', 'is not', null)
    .where('closed_at', 'is', null)
    .groupBy('owner_id'),
);

/** Minutes of the contacts since an instant, by who wrote them down. */
export function sumContacts({ organisationId, from }: { organisationId: string; from: Date }) {
  return sumContactsBehind({ organisationId, from, firstId: firstIdAt(from) });
}

/** What took place since then was also written down since then: its id begins with that time or a later one. */
const sumContactsBehind = prepare((p: { organisationId: string; from: Date; firstId: string }) =>
  query
    .selectFrom('encounter')
    .select(['recorded_by', raw<number>`sum(minutes)::float8`.as('minutes')])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '>=', p.firstId)
    .where('occurred_at', '>=', p.from)
    .groupBy('recorded_by'),
);
