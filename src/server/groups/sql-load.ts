import { sql as raw } from 'kysely';
import { plain, prepare, query } from '../platform/database/statement.ts';

/** Sessions that are planned on some days and were not held, by everybody who leads them. */
export function countSessionsAhead(p: { organisationId: string; from: string; until: string }) {
  return plain<{ worker_id: string; count: number }>(
    `select worker_id, count(*)::int as count from group_session, unnest(worker_ids) as worker_id
     where organisation_id = $1 and held_on is null and planned_on between $2 and $3
     group by worker_id`,
    [p.organisationId, p.from, p.until],
  );
}

/** Minutes of the sessions held since a day, by who wrote them down. */
export const sumSessions = prepare((p: { organisationId: string; from: string }) =>
  query
    .selectFrom('group_session')
    .select(['recorded_by', raw<number>`sum(minutes)::float8`.as('minutes')])
    .where('organisation_id', '=', p.organisationId)
    .where('held_on', '>=', p.from)
    .where('recorded_by', 'is not', null)
    .groupBy('recorded_by'),
);
