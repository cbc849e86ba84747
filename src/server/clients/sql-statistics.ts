import { sql as raw } from 'kysely';
import { plain, query, statement, type Statement } from '../platform/database/statement.ts';

export const dimensionColumns = { status: 'status', region: 'region_code', month: 'month' } as const;
export type Dimension = keyof typeof dimensionColumns;

/** Exact counts of the organisation: to be suppressed before anybody sees them. */
export function countClients({ organisationId, by }: { organisationId: string; by: readonly Dimension[] }) {
  const columns = by.map((dimension) => dimensionColumns[dimension]);
  return statement(
    query
      .selectFrom('client_count')
      .select([...columns, raw<number>`sum(change)::int`.as('count')])
      .where('organisation_id', '=', organisationId)
      .groupBy(columns)
      .having(raw<boolean>`sum(change) <> 0`)
      .orderBy(columns[0] ?? 'status'),
  );
}

/** Sum of what was there replaces it, in one statement; `change` holds the sum, `version` keeps the key unique. */
export function compactCounts({ organisationId }: { organisationId: string }): Statement<unknown> {
  return plain(
    `with gone as (
       delete from client_count where organisation_id = $1
       returning region_code, status, month, change
     )
     insert into client_count (organisation_id, source_id, version, change, region_code, status, month)
     select $1, $1, 0, sum(change)::int, region_code, status, month from gone
     group by region_code, status, month having sum(change) <> 0`,
    [organisationId],
  );
}
