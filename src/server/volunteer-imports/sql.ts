import { plain, prepare, query, type Statement } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}

export const insertImport = prepare(
  (p: InOrganisation & { id: string; by: string; now: Date; people: number; services: number }) =>
    query.insertInto('volunteer_import').values({
      organisation_id: p.organisationId,
      id: p.id,
      entered_by: p.by,
      entered_at: p.now,
      people: p.people,
      services: p.services,
    }),
);

const importColumns = ['id', 'entered_by', 'entered_at', 'people', 'services'] as const;

/** The latest first. */
export const listImports = prepare((p: InOrganisation & { limit: number }) =>
  query
    .selectFrom('volunteer_import')
    .select(importColumns)
    .where('organisation_id', '=', p.organisationId)
    .orderBy('entered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

export const readImport = prepare((p: InOrganisation & { id: string }) =>
  query
    .selectFrom('volunteer_import')
    .select(importColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const listColumns = prepare((p: InOrganisation) =>
  query
    .selectFrom('volunteer_import_column')
    .select(['heading', 'field'])
    .where('organisation_id', '=', p.organisationId),
);

export function saveColumn(
  p: InOrganisation & { heading: string; field: string | null; now: Date },
): Statement<unknown> {
  return plain(
    `insert into volunteer_import_column (organisation_id, heading, field, updated_at) values ($1, $2, $3, $4)
     on conflict (organisation_id, heading) do update set field = excluded.field, updated_at = excluded.updated_at`,
    [p.organisationId, p.heading, p.field, p.now],
  );
}

export const deleteColumn = prepare((p: InOrganisation & { heading: string }) =>
  query
    .deleteFrom('volunteer_import_column')
    .where('organisation_id', '=', p.organisationId)
    .where('heading', '=', p.heading),
);

export const deleteColumns = prepare((p: InOrganisation) =>
  query.deleteFrom('volunteer_import_column').where('organisation_id', '=', p.organisationId),
);
