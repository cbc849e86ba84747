import { prepare, plain, query, type Statement } from '../platform/database/statement.ts';

export const listColumns = prepare((p: { organisationId: string; siteId: string }) =>
  query
    .selectFrom('roster_column')
    .select(['heading', 'field'])
    .where('organisation_id', '=', p.organisationId)
    .where('site_id', '=', p.siteId),
);

export function saveColumn(p: {
  organisationId: string;
  siteId: string;
  heading: bigint;
  field: string | null;
  now: Date;
}): Statement<unknown> {
  return plain(
    `insert into roster_column (organisation_id, site_id, heading, field, updated_at) values ($1, $2, $3, $4, $5)
     on conflict (organisation_id, site_id, heading) do update set field = excluded.field, updated_at = excluded.updated_at`,
    [p.organisationId, p.siteId, String(p.heading), p.field, p.now],
  );
}

export const deleteColumn = prepare((p: { organisationId: string; siteId: string; heading: string }) =>
  query
    .deleteFrom('roster_column')
    .where('organisation_id', '=', p.organisationId)
    .where('site_id', '=', p.siteId)
    .where('heading', '=', p.heading),
);

export const deleteColumns = prepare((p: { organisationId: string; siteId: string }) =>
  query
    .deleteFrom('roster_column')
    .where('organisation_id', '=', p.organisationId)
    .where('site_id', '=', p.siteId),
);
