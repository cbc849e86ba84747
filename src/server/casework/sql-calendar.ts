import { sql as raw } from 'kysely';
import { MOST_EVENTS } from '../calendar/public.ts';
import { onlyWithPersonKey } from '../platform/database/person-key.ts';
import { prepare, query } from '../platform/database/statement.ts';
import { waitsForActor } from './sql.ts';
import { alertWithCard, alertColumns } from './sql-alerts.ts';

/** Cases with a day for what comes next: one's own, and closed ones for their follow-up; whoever was erased waits for nothing. */
export const listNextSteps = prepare(
  (p: { organisationId: string; workerId: string; from: string; until: string }) =>
    onlyWithPersonKey(query.selectFrom('client_case'), 'client_case.client_id')
      .select([
        'client_case.id',
        'client_case.number',
        'client_case.client_id',
        'client_case.updated_at',
        'client_case.version',
        'client_case.closed_at',
        raw<string>`client_case.next_step_on`.as('next_step_on'),
      ])
      .where('client_case.organisation_id', '=', p.organisationId)
      .where(waitsForActor)
      .where('client_case.next_step_on', '>=', p.from)
      .where('client_case.next_step_on', '<=', p.until)
      .orderBy('client_case.next_step_on')
      .orderBy('client_case.id')
      .limit(MOST_EVENTS),
);

/** Open alerts that somebody has taken. */
export const listAlertsOfOwner = prepare((p: { organisationId: string; ownerId: string }) =>
  alertWithCard
    .select(alertColumns)
    .where('alert.organisation_id', '=', p.organisationId)
    .where('alert.owner_id', '=', p.ownerId)
    .where('alert.closed_at', 'is', null)
    .orderBy('alert.due_at')
    .orderBy('alert.id')
    .limit(MOST_EVENTS),
);

/** Which matters the alerts are about that somebody has taken. */
export const listMatterCodes = prepare((p: { organisationId: string; ownerId: string }) =>
  query
    .selectFrom('alert')
    .select('matter_code')
    .where('organisation_id', '=', p.organisationId)
    .where('owner_id', '=', p.ownerId)
    .where('closed_at', 'is', null),
);

/** Open alerts that somebody has, by what they are about. */
export const listTakenMatters = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('alert')
    .select(['matter_code', 'owner_id'])
    .where('organisation_id', '=', p.organisationId)
    .where('owner_id', 'is not', null)
    .where('closed_at', 'is', null),
);

/** Reports whose newest version says that nothing was reported yet. */
export const listRunningReports = prepare((p: { organisationId: string }) =>
  onlyWithPersonKey(query.selectFrom('mandatory_report as report'), 'report.client_id')
    .select([
      'report.report_id',
      'report.version',
      'report.client_id',
      'report.site_id',
      'report.worker_ids',
      'report.discovered_at',
      'report.recorded_by',
      'report.recorded_at',
    ])
    .where('report.organisation_id', '=', p.organisationId)
    .where('report.reported_at', 'is', null)
    .where('report.is_mistaken', '=', false)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('mandatory_report as later')
            .select('later.id')
            .whereRef('later.organisation_id', '=', 'report.organisation_id')
            .whereRef('later.report_id', '=', 'report.report_id')
            .whereRef('later.version', '>', 'report.version'),
        ),
      ),
    )
    .orderBy('report.discovered_at', 'desc')
    .limit(MOST_EVENTS),
);
