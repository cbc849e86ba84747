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
  Database & { school: Database['school_class'] },
  'client' | 'school_class' | 'consent' | 'school',
  object
>;

/** What other slices may read of a client. */
type ClientColumn = 'birth_year' | 'card' | 'class_id' | 'sex' | 'site_id' | 'worker_ids';

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

/** The class or school that each row names: where it is, and what it is called and ordered by. */
export function withClass<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  classId: ColumnOf<DB, TB>,
): Rows<DB, TB, Row & { name: string; site_id: string; school: string | null; grade: string | null }> {
  return joinSchool(joinClass(rows, classId)).select([
    'school_class.name',
    'school_class.site_id',
    'school_class.grade',
    'school.name as school',
  ]) as never;
}

/** Name of the class that each row names, and of its school. */
export function withClassName<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  classId: ColumnOf<DB, TB>,
): Rows<DB, TB, Row & { name: string; school: string | null }> {
  return joinSchool(joinClass(rows, classId)).select(['school_class.name', 'school.name as school']) as never;
}

/**
 * The class that each row names, and how many are on its list as far as the actor may see persons. The statement groups
 * by its own columns besides.
 */
export function withClassList<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  classId: ColumnOf<DB, TB>,
): Rows<
  DB,
  TB,
  Row & { name: string; site_id: string; school: string | null; grade: string | null; pupils: number }
> {
  return joinSchool(joinClass(rows, classId))
    .leftJoin('client', (join) =>
      join
        .on('client.organisation_id', '=', raw.ref(organisationBeside(classId)))
        .on('client.class_id', '=', raw.ref(classId))
        .on('client.status', '<>', 'archived'),
    )
    .select([
      'school_class.site_id',
      'school_class.name',
      'school_class.grade',
      'school.name as school',
      raw<number>`count(client.id)::int`.as('pupils'),
    ])
    .groupBy(['school_class.site_id', 'school_class.name', 'school_class.grade', 'school.name']) as never;
}

/** Rows that name a class or school of this site. */
export function whereClassAt<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  classId: ColumnOf<DB, TB>,
  siteId: string | undefined,
): Rows<DB, TB, Row> {
  return joinClass(rows, classId).where(raw<boolean>`school_class.site_id = ${siteId}`) as never;
}

/** Rows that name a class or school of one of these sites; null: of any. */
export function whereClassAtAny<DB, TB extends keyof DB, Row>(
  rows: Rows<DB, TB, Row>,
  classId: ColumnOf<DB, TB>,
  siteIds: readonly string[] | null,
): Rows<DB, TB, Row> {
  return joinClass(rows, classId).where(
    raw<boolean>`(${siteIds}::uuid[] is null or school_class.site_id = any(${siteIds}::uuid[]))`,
  ) as never;
}

function joinClass(rows: unknown, classId: string): Joined {
  return (rows as Joined).innerJoin('school_class', (join) =>
    join
      .on('school_class.organisation_id', '=', raw.ref(organisationBeside(classId)))
      .on('school_class.id', '=', raw.ref(classId)),
  );
}

function joinSchool(rows: Joined): Joined {
  return rows.leftJoin('school_class as school', (join) =>
    join
      .onRef('school.organisation_id', '=', 'school_class.organisation_id')
      .onRef('school.id', '=', 'school_class.parent_id'),
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
