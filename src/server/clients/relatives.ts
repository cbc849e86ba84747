import type { Static } from 'typebox';
import type { RelativeItem } from '../../contract/family.ts';
import { inverseOf, type RelativeRelation } from '../../domain/clients/family.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { getClientRow } from './client-row.ts';
import { readClient } from './sql.ts';
import * as sql from './sql-family.ts';
import { type ClientItemRow, viewClientItem } from './view.ts';

type RelativeView = Static<typeof RelativeItem>;

/** @throws AppError not_found */
export async function listRelatives(reading: Reading, clientId: string): Promise<{ items: RelativeView[] }> {
  const { organisationId, keys } = reading;
  const [[client], rows] = await reading.all(
    readClient({ organisationId, id: clientId }),
    sql.listRelatives({ organisationId, clientId }),
  );
  if (client === undefined) throw new AppError('not_found');
  const items = rows.map((row): RelativeView => ({
    relativeId: row.relative_id,
    relation: row.relation as RelativeRelation,
    client: row.id === null ? null : viewClientItem(keys, row as ClientItemRow),
  }));
  const seen = items.flatMap(({ client }) => client?.id ?? []);
  await reading.audited({
    action: 'relative.list',
    subjectKind: 'client',
    subjectIds: [clientId, ...seen],
  });
  return { items };
}

/**
 * Said again with another relation, it is corrected.
 * @param relation what the relative is to the client
 * @throws AppError not_found, relative_self
 */
export async function linkRelative(
  change: Change,
  clientId: string,
  relativeId: string,
  relation: RelativeRelation,
): Promise<RelativeView> {
  if (clientId === relativeId) throw new AppError('relative_self');
  const client = await getClientRow(change, clientId);
  const relative = await getClientRow(change, relativeId);
  if (client.wrapped === null || relative.wrapped === null) throw new AppError('not_found');
  const { organisationId, now, keys } = change;
  const directions = [
    { about: client, other: relative, relation },
    { about: relative, other: client, relation: inverseOf(relation) },
  ];
  for (const { about, other, relation } of directions) {
    change.push(
      sql.linkRelative({
        organisationId,
        clientId: about.id,
        relativeId: other.id,
        siteId: about.site_id,
        workerIds: about.worker_ids,
        relation,
        recordedBy: change.actorId ?? '',
        now,
      }),
    );
  }
  change.audit({
    action: 'relative.link',
    subjectKind: 'client',
    subjectIds: [clientId, relativeId],
    detail: { relation },
  });
  return { relativeId, relation, client: viewClientItem(keys, relative) };
}

/** @throws AppError not_found */
export async function unlinkRelative(change: Change, clientId: string, relativeId: string): Promise<void> {
  const { organisationId } = change;
  await getClientRow(change, clientId);
  const removed = await change.first(sql.unlinkRelative({ organisationId, clientId, relativeId }));
  // unlinked twice, or from the other side, it is unlinked
  if (removed === undefined) return;
  change.audit({ action: 'relative.unlink', subjectKind: 'client', subjectIds: [clientId, relativeId] });
}
