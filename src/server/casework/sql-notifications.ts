import { sql as raw } from 'kysely';
import { withClient } from '../clients/public.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { prepare, query } from '../platform/database/statement.ts';

/** What happened to alerts, with the alert as it is now. */
export const listEventsWithAlert = prepare((p: { organisationId: string; ids: string[] }) =>
  withPersonKey(
    withClient(
      query
        .selectFrom('alert_event')
        .innerJoin('alert', (join) =>
          join
            .onRef('alert.organisation_id', '=', 'alert_event.organisation_id')
            .onRef('alert.id', '=', 'alert_event.alert_id'),
        ),
      'alert.client_id',
      ['card'],
    ),
    'alert.client_id',
  )
    .select([
      'alert_event.id',
      'alert_event.kind',
      'alert_event.at',
      'alert_event.to_ids',
      'alert.client_id',
      'alert.site_id',
      'alert.owner_id',
      'alert.taken_at',
      'alert.escalated_at',
      'alert.closed_at',
    ])
    .where('alert_event.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`alert_event.id = any(${p.ids}::uuid[])`),
);
