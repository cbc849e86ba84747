import { isOnePersons } from '../../domain/people/identity-document.ts';
import { numberToken } from '../../domain/people/name-tokens.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { numberLabel } from './search-entries.ts';
import { listClientsByIds } from './sql.ts';
import * as sql from './sql-entries.ts';
import { type ClientView, viewClient } from './view.ts';

type Numbered = Pick<ClientView, 'idKind' | 'idNumber'>;

/**
 * One number is one person's: whoever the actor may see is named by id, of anybody else in the organisation it is said only that
 * there is somebody.
 * @param id whose number it is to be
 * @throws AppError id_number_held, id_number_held_elsewhere
 */
export async function refuseHeldNumber(
  change: Change,
  { idNumber, idKind }: Numbered,
  id: string,
): Promise<void> {
  if (idNumber === null || !isOnePersons(idKind)) return;
  const { organisationId, keys } = change;
  const label = String(numberLabel(keys, numberToken('idNumber', idNumber)));
  await change.all(sql.claimNumbers([label]));
  const [entries] = await change.all(sql.listIdsByNumbers({ organisationId, labels: [label] }));
  const ids = entries.map(({ client_id: holder }) => holder).filter((holder) => holder !== id);
  if (ids.length > 0) {
    const [rows] = await change.all(listClientsByIds({ organisationId, ids }));
    const holder = rows.find((row) => {
      const client = keys.beside.opened(() => viewClient(keys, row));
      // a passport may have the number of another document; whose record does not open may be anybody's
      return client === undefined || isOnePersons(client.idKind);
    });
    if (holder !== undefined) throw held('id_number_held', { holderId: holder.id });
    return;
  }
  const [elsewhere] = await change.all(sql.listHeldLabels({ labels: [label], beside: id }));
  if (elsewhere.length > 0) throw held('id_number_held_elsewhere');
}

function held(code: 'id_number_held' | 'id_number_held_elsewhere', extra?: { holderId: string }): AppError {
  return new AppError(code, {
    fields: [{ path: '/idNumber', code }],
    ...(extra === undefined ? {} : { extra }),
  });
}
