import { type JoinBuilder, type SelectQueryBuilder, sql as raw, type StringReference } from 'kysely';
import type { Database } from '../../../../db/types.ts';
import { insertRows } from './insert-rows.ts';
import { prepare, query, type Statement } from './statement.ts';

/** A column that is named with its table. */
export type ColumnOf<DB, TB extends keyof DB> = StringReference<DB, TB> & `${string}.${string}`;

/** Of the same table as a column: every table about a person has one. */
export function organisationBeside(column: string): `${string}.organisation_id` {
  return `${column.slice(0, column.indexOf('.'))}.organisation_id`;
}

/**
 * Adds the key of the person whom each row is about, wrapped; null where the person was erased. Persons' keys are joined
 * here and nowhere else.
 * @param person column of the person's id; the organisation's stands beside it
 */
export function withPersonKey<DB, TB extends keyof DB, Row>(
  rows: SelectQueryBuilder<DB, TB, Row>,
  person: ColumnOf<DB, TB>,
): SelectQueryBuilder<DB, TB, Row & { wrapped: Buffer | null }> {
  return joinKey(rows, 'leftJoin', person) as SelectQueryBuilder<DB, TB, Row & { wrapped: Buffer | null }>;
}

/** The same without the rows of whoever was erased. */
export function onlyWithPersonKey<DB, TB extends keyof DB, Row>(
  rows: SelectQueryBuilder<DB, TB, Row>,
  person: ColumnOf<DB, TB>,
): SelectQueryBuilder<DB, TB, Row & { wrapped: Buffer }> {
  return joinKey(rows, 'innerJoin', person) as SelectQueryBuilder<DB, TB, Row & { wrapped: Buffer }>;
}

/** The joined table stays unknown to the types: whoever composes reads `wrapped` and nothing else of it. */
function joinKey(rows: unknown, kind: 'innerJoin' | 'leftJoin', person: string): unknown {
  const query = rows as SelectQueryBuilder<Database, 'person_key', object>;
  const ofPerson = (join: JoinBuilder<Database, 'person_key'>) =>
    join
      .on('person_key.organisation_id', '=', raw.ref(organisationBeside(person)))
      .on('person_key.person_id', '=', raw.ref(person));
  const joined =
    kind === 'leftJoin' ? query.leftJoin('person_key', ofPerson) : query.innerJoin('person_key', ofPerson);
  return joined.select('person_key.wrapped');
}

/**
 * The same join as text, for statements over tables that only a caller knows; `$1` is the organisation.
 * @param person SQL of the person's id
 */
export function personKeyJoin(person: string): string {
  return `left join person_key on person_key.organisation_id = $1 and person_key.person_id = ${person}`;
}

interface Person {
  organisationId: string;
  personId: string;
}

/** The statement's result rows carry `wrapped` beside what they seal. */
export const insertPersonKey = prepare((p: Person & { wrapped: Buffer }) =>
  query
    .insertInto('person_key')
    .values({ organisation_id: p.organisationId, person_id: p.personId, wrapped: p.wrapped }),
);

export function insertPersonKeys(
  organisationId: string,
  keys: ReadonlyMap<string, Buffer>,
): Statement<unknown>[] {
  const rows = [...keys].map(([id, wrapped]) => [organisationId, id, wrapped]);
  return insertRows('person_key', 'organisation_id, person_id, wrapped', rows);
}

export const listPersonKeys = prepare((p: { organisationId: string; ids: readonly string[] }) =>
  query
    .selectFrom('person_key')
    .select(['person_id', 'wrapped'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`person_id = any(${p.ids}::uuid[])`),
);

/** What was sealed for the person opens for nobody any more. */
export const deletePersonKey = prepare((p: Person) =>
  query
    .deleteFrom('person_key')
    .where('organisation_id', '=', p.organisationId)
    .where('person_id', '=', p.personId),
);
