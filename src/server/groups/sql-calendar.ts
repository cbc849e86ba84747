import { sql as raw } from 'kysely';
import { MOST_EVENTS } from '../calendar/public.ts';
import { prepare, query } from '../platform/database/statement.ts';
import { plannedTime } from './sql-sessions.ts';

interface Days {
  organisationId: string;
  from: string;
  until: string;
}

const sessionsOn = (p: Days) =>
  query
    .selectFrom('group_session')
    .innerJoin('service_group', (join) =>
      join
        .onRef('service_group.organisation_id', '=', 'group_session.organisation_id')
        .onRef('service_group.id', '=', 'group_session.group_id'),
    )
    .select([
      'group_session.group_id',
      'group_session.session_id',
      'group_session.site_id',
      'group_session.planned_on',
      plannedTime,
      'group_session.held_on',
      'group_session.version',
      'group_session.changed_at',
      'group_session.recorded_at',
      'service_group.created_at',
      'service_group.playbook_id',
    ])
    .where('group_session.organisation_id', '=', p.organisationId)
    .where('group_session.planned_on', '>=', p.from)
    .where('group_session.planned_on', '<=', p.until)
    .orderBy('group_session.planned_on')
    .orderBy('group_session.group_id')
    .orderBy('group_session.session_id')
    .limit(MOST_EVENTS);

/** Sessions of the groups that somebody leads. */
export const listSessionsLed = prepare((p: Days & { leaderId: string }) =>
  sessionsOn(p).where(raw<boolean>`group_session.worker_ids @> array[${p.leaderId}::uuid]`),
);

export const listSiteSessions = prepare((p: Days & { siteId: string }) =>
  sessionsOn(p).where('group_session.site_id', '=', p.siteId),
);
