import { CreationErased } from '../platform/work/creation.ts';
import { AppError } from '../platform/work/errors.ts';
import { listPersonKeys } from '../platform/database/person-key.ts';
import type { Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';
import type { ClientRow } from './view.ts';

/** @throws AppError not_found: nobody has this id, or the actor may not see them */
export async function getClientRow(
  work: Pick<Reading, 'first' | 'organisationId'>,
  id: string,
): Promise<ClientRow> {
  const row = await work.first(sql.readClient({ organisationId: work.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}

/**
 * For what a repeated creation is answered with: nothing is told as made about somebody who was erased since.
 * @throws CreationErased
 */
export async function refuseErased(
  { first, organisationId }: Pick<Reading, 'first' | 'organisationId'>,
  id: string,
): Promise<void> {
  const key = await first(listPersonKeys({ organisationId, ids: [id] }));
  if (key === undefined) throw new CreationErased();
}
