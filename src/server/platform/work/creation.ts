import { type SelectQueryBuilder, sql as raw } from 'kysely';
import type { Database } from '../../../../db/types.ts';
import { type ColumnOf, organisationBeside } from '../database/person-key.ts';
import pg from 'pg';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import { AppError } from './errors.ts';
import type { OrganisationKeys } from '../keys/keyring.ts';
import { firstIdAt } from '../database/ids.ts';
import { plain, prepare, query, type Statement } from '../database/statement.ts';

/** A request that creates: which id it gives, and all that it says. */
export interface Creation {
  /** undefined: the server makes the id, and each request creates anew */
  readonly id: string | undefined;
  readonly method: string;
  readonly url: string;
  readonly params: unknown;
  readonly body: unknown;
}

/** What a reading back says where the person is erased whom the creation was about: not found, and no id to take anew. */
export class CreationErased extends AppError {
  constructor() {
    super('not_found');
  }
}

/** NU208: the same request was done before. NU422: the id belongs to another. Said by app.claim_creation. */
export type Repetition = 'same' | 'other';

export function repetitionOf(error: unknown): Repetition | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  return error.code === 'NU208' ? 'same' : error.code === 'NU422' ? 'other' : undefined;
}

/** Pushed before all that a creation writes: it fails when the id was used before. */
export function claimCreation(
  { keys, now }: { keys: OrganisationKeys; now: Date },
  creation: Creation,
  id: string,
): Statement<unknown> {
  const { method, url, params, body } = creation;
  const digest = keys.digest('creation', canonicalJson([method, url, params ?? null, body]));
  return plain('select app.claim_creation($1, $2, $3, $4)', [keys.organisationId, id, digest, now]);
}

/** What is made under an id of the server's own is remembered as well; one that its caller claimed already stays as it is. */
export function noteCreation(
  { keys, now }: { keys: OrganisationKeys; now: Date },
  id: string,
): Statement<unknown> {
  return plain(
    `insert into creation (organisation_id, id, digest, created_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [keys.organisationId, id, keys.digest('creation', id), now],
  );
}

/** Whether something was made under an id here, whatever became of it. */
export const findCreation = prepare((p: { organisationId: string; id: string }) =>
  query
    .selectFrom('creation')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** How long a device may go on sending what it could not deliver and still hear its own answer. */
const REMEMBERED_DAYS = 180;

/**
 * Rows that were there when a creation was asked for.
 * @param since column of when each row came; its organisation's stands beside it
 */
export function beforeCreation<DB, TB extends keyof DB, Row>(
  rows: SelectQueryBuilder<DB, TB, Row>,
  since: ColumnOf<DB, TB>,
  id: string,
): SelectQueryBuilder<DB, TB, Row> {
  // the joined table stays unknown to the types, as that of persons' keys does
  return (rows as unknown as SelectQueryBuilder<Database, 'creation', object>).innerJoin('creation', (join) =>
    join
      .on('creation.organisation_id', '=', raw.ref(organisationBeside(since)))
      .on('creation.id', '=', id)
      .on('creation.created_at', '>=', raw.ref(since)),
  ) as never;
}

/** Forgets, a few at a time, creations that nobody sends again; their ids stay taken by the rows themselves. */
export function forgetCreations(organisationId: string, now: Date): Statement<unknown> {
  const before = new Date(now.getTime() - REMEMBERED_DAYS * 86_400_000);
  return plain(
    `delete from creation where organisation_id = $1 and id in (
       select id from creation where organisation_id = $1 and id < $2 and created_at < $3 order by id limit 5000)`,
    [organisationId, firstIdAt(before), before],
  );
}
