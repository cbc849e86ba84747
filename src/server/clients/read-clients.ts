import type { ListClients } from '../../contract/clients.ts';
import type { QueryOf } from '../../contract/operation.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { refuseErased } from './client-row.ts';
import { searchClients } from './search.ts';
import * as sql from './sql.ts';
import { type ClientRow, type ClientView, viewClient, viewClientItem } from './view.ts';
import { withKeys } from './with-keys.ts';

const PAGE = 50;

/** @throws AppError not_found */
export async function readClient(reading: Reading, id: string): Promise<ClientView> {
  // recorded as asked for, while the row is fetched: neither waits for the other
  const [row] = await Promise.all([
    findRow(reading, id),
    reading.audited({ action: 'client.read', subjectKind: 'client', subjectIds: [id] }),
  ]);
  if (row === undefined) throw new AppError('not_found');
  return viewClient(reading.keys, row);
}

async function findRow(reading: Reading, id: string): Promise<ClientRow | undefined> {
  const { keys, organisationId } = reading;
  // taken before anything is awaited: who is remembered now may be forgotten then
  const wrapped = keys.rememberedKey(id);
  if (wrapped === undefined) return reading.first(sql.readClient({ organisationId, id }));
  const row = await reading.first(sql.readKnownClient({ organisationId, id }));
  return row === undefined ? undefined : Object.assign(row, { wrapped });
}

/** The client whom a repeated request registered. @throws AppError not_found */
export async function readRegistered(reading: Reading, id: string): Promise<ClientView> {
  await refuseErased(reading, id);
  return readClient(reading, id);
}

/** @throws AppError cursor_invalid */
export async function listClients(reading: Reading, query: QueryOf<typeof ListClients>) {
  const { items, next } =
    query.q === undefined || query.q.trim() === ''
      ? await listNewest(reading, query)
      : await searchClients(reading, query.q, query);
  if (items.length > 0) {
    const subjectIds = items.map(({ id }) => id);
    await reading.audited({ action: 'client.list', subjectKind: 'client', subjectIds });
  }
  return { items, next };
}

async function listNewest(reading: Reading, query: QueryOf<typeof ListClients>) {
  const limit = query.limit ?? PAGE;
  const [afterAt, afterId] = query.after === undefined ? [] : readCursor(query.after, [INSTANT, UUID]);
  const { organisationId, settings } = reading;
  const { region, status, classId } = query;
  // a class is of one site, and smaller than a page
  const isBySite = settings.scope === 'site' && classId === undefined;
  const [rows] = await reading.all(
    sql.listClients({
      organisationId,
      region,
      status,
      classId,
      ...(isBySite ? sitesOf(settings.siteIds) : {}),
      limit,
      afterAt,
      afterId,
    }),
  );
  const items = (await withKeys(reading, rows)).map((row) => viewClientItem(reading.keys, row));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { items, next: last === undefined ? null : writeCursor([last.updated_at, last.id]) };
}

/** One site, as most have, is one walk along an index, planned once; several are put together and in order again. */
function sitesOf(siteIds: readonly string[]): Pick<sql.ListFilter, 'siteId' | 'siteIds'> {
  const [siteId, ...others] = siteIds;
  return siteId !== undefined && others.length === 0 ? { siteId } : { siteIds };
}
