import { type Selectable, type SelectQueryBuilder, sql as raw } from 'kysely';
import type { Client, Database } from '../../../db/types.ts';
import { type ColumnOf, organisationBeside } from '../platform/database/person-key.ts';

/**
 * Parts of other slices' statements, so that what they read of a person comes with their own rows (ADR 15). The joined
 * tables stay unknown to the types: a statement reads of them what these functions select.
 */

type Rows<DB, TB extends keyof DB, Row> = SelectQueryBuilder<DB, TB, Row>;
/** The query with this slice's tables known to the types. */
type Joined = SelectQueryBuilder<
  Database & { school: Database['client_group'] },
  'client' | 'client_group' | 'consent' | 'school',
  object
>;

/** What other slices may read of a client. */
type ClientColumn = 'birth_year' | 'card' | 'group_id' | 'sex' | 'site_id' | 'worker_ids';

/**
 * The person whom each row is about; rows about persons whom the actor may not see are left out.
 * @param person column of the client's id
 */
export function withClient<DB, TB extends keyof DB, Row, Column extends ClientColumn>(
  rows: Rows<DB, TB, Row>,
  person: ColumnOf<DB, TB>,
  columns: readonly Column[],
): Rows<DB, TB, Row & Pick<Selectable<Client>, Column>> {
  return (rows as unknown as Joined)
    .innerJoin('client', (join) =>
      join
        .on('client.organisation_id', '=', raw.ref(organisationBeside(person)))
        .on('client.id', '=', raw.ref(person)),
    )
    .select(columns.map((column) => `client.${column}` as const)) as never;
}

/** Locks the clients of withClient too. Said first, they are locked first, as whoever moves a client does. */
export function holdingClient<DB, TB extends keyof DB, Row>(rows: Rows<DB, TB, Row>): Rows<DB, TB, Row> {
  return (rows as unknown as Joined).forUpdate('client') as never;
}

/** Name and site of the class or school that each row names. */
export function withGroup<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  group: ColumnOf<DB, TB>,
): Rows<DB, TB, Row & { name: string; site_id: string }> {
  return joinGroup(rows, group).select(['client_group.name', 'client_group.site_id']) as never;
}

/** Name of the class that each row names, and of its school. */
export function withClassName<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  group: ColumnOf<DB, TB>,
): Rows<DB, TB, Row & { name: string; school: string | null }> {
  return joinSchool(joinGroup(rows, group)).select(['client_group.name', 'school.name as school']) as never;
}

/**
 * Site and full name of the class that each row names, and how many are on its list as far as the actor may see persons;
 * in the order of the names. The statement groups by its own columns besides.
 */
export function withClassList<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  group: ColumnOf<DB, TB>,
): Rows<DB, TB, Row & { name: string; site_id: string; pupils: number }> {
  return joinSchool(joinGroup(rows, group))
    .leftJoin('client', (join) =>
      join
        .on('client.organisation_id', '=', raw.ref(organisationBeside(group)))
        .on('client.group_id', '=', raw.ref(group))
        .on('client.status', '<>', 'archived'),
    )
    .select([
      'client_group.site_id',
      raw<string>`concat_ws(' ', school.name, client_group.name)`.as('name'),
      raw<number>`count(client.id)::int`.as('pupils'),
    ])
    .groupBy(['client_group.site_id', 'client_group.name', 'school.name'])
    .orderBy('school.name')
    .orderBy('client_group.name') as never;
}

/** Rows that name a class or school of this site. */
export function whereGroupAt<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  group: ColumnOf<DB, TB>,
  siteId: string | undefined,
): Rows<DB, TB, Row> {
  return joinGroup(rows, group).where(raw<boolean>`client_group.site_id = ${siteId}`) as never;
}

/** Rows that name a class or school of one of these sites; null: of any. */
export function whereGroupAtAny<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  group: ColumnOf<DB, TB>,
  siteIds: readonly string[] | null,
): Rows<DB, TB, Row> {
  return joinGroup(rows, group).where(
    raw<boolean>`(${siteIds}::uuid[] is null or client_group.site_id = any(${siteIds}::uuid[]))`,
  ) as never;
}

function joinGroup(rows: unknown, group: string): Joined {
  return (rows as Joined).innerJoin('client_group', (join) =>
    join
      .on('client_group.organisation_id', '=', raw.ref(organisationBeside(group)))
      .on('client_group.id', '=', raw.ref(group)),
  );
}

function joinSchool(rows: Joined): Joined {
  return rows.leftJoin('client_group as school', (join) =>
    join
      .onRef('school.organisation_id', '=', 'client_group.organisation_id')
      .onRef('school.id', '=', 'client_group.parent_id'),
  );
}

export const consentFacts = [
  'consent.given_by',
  'consent.given_on',
  'consent.expires_on',
  'consent.withdrawn_on',
] as const;

interface ConsentFactsRow {
  given_by: string;
  given_on: string;
  expires_on: string | null;
  withdrawn_on: string | null;
}

/** Each consent to a purpose of the person whom each row is about. */
export function withConsents<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  person: ColumnOf<DB, TB>,
  purpose: string,
): Rows<DB, TB, Row & ConsentFactsRow> {
  return (rows as unknown as Joined)
    .innerJoin('consent', (join) =>
      join
        .on('consent.organisation_id', '=', raw.ref(organisationBeside(person)))
        .on('consent.client_id', '=', raw.ref(person)),
    )
    .select(consentFacts)
    .where('consent.purpose', '=', purpose) as never;
}
