import type { clientOrders, ListClients } from '../../contract/clients.ts';
import type { QueryOf } from '../../contract/operation.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import type { AuditEntry } from '../platform/audit/audit.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { refuseErased } from './client-row.ts';
import { searchClients } from './search.ts';
import { silentSinceOf } from './silent-since.ts';
import * as sql from './sql.ts';
import * as lists from './sql-list.ts';
import { type ClientRow, type ClientView, viewClient, viewClientItem } from './view.ts';
import { withKeys } from './with-keys.ts';

const PAGE = 50;
const NEWEST = '-updatedAt';
/** Where whoever was never met stands in the order of contacts. */
const NEVER = '1900-01-01T00:00:00.000Z';

type Order = (typeof clientOrders)[number];

/** That somebody saw the record. */
export function readingOf(clientId: string): AuditEntry {
  return { action: 'client.read', subjectKind: 'client', subjectIds: [clientId] };
}

/** @throws AppError not_found */
export async function readClient(reading: Reading, id: string): Promise<ClientView> {
  // recorded as asked for, while the row is fetched: neither waits for the other
  const [row] = await Promise.all([findRow(reading, id), reading.audited(readingOf(id))]);
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
  const isSearched = query.q !== undefined && query.q.trim() !== '';
  const list = isNarrowed(query) ? listNarrowed : listNewest;
  const page = isSearched ? await searchClients(reading, query.q ?? '', query) : await list(reading, query);
  const { items } = page;
  if (items.length > 0) {
    const subjectIds = items.map(({ id }) => id);
    await reading.audited({ action: 'client.list', subjectKind: 'client', subjectIds });
  }
  return page;
}

/** What the plain list does not know, which is asked for a hundred times as often. */
function isNarrowed({ schoolId, risk, workerId, silentDays, sort, details }: QueryOf<typeof ListClients>) {
  const wanted = [schoolId, risk, workerId, silentDays];
  return wanted.some((value) => value !== undefined) || (sort ?? NEWEST) !== NEWEST || details === true;
}

async function listNarrowed(reading: Reading, query: QueryOf<typeof ListClients>) {
  const { organisationId, now } = reading;
  const { region, status, classId, schoolId, risk, workerId, silentDays, sort = NEWEST, details } = query;
  const limit = query.limit ?? PAGE;
  const filter = {
    organisationId,
    region,
    status,
    classId,
    schoolId,
    risk,
    workerId,
    silentSince: silentSinceOf(now, silentDays),
  };
  const [listed, counted] = await Promise.all([
    reading.all(lists.listNarrowed[sort]({ ...filter, limit, ...positionOf(query) })),
    // once, with the first page
    details === true && query.after === undefined ? reading.first(lists.countNarrowed(filter)) : undefined,
  ]);
  const [rows] = listed;
  const items = (await withKeys(reading, rows)).map((row) => ({
    ...viewClientItem(reading.keys, row),
    lastContactAt: row.last_contact_at,
  }));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items,
    next: last === undefined ? null : writeCursor(markOf(sort, last)),
    ...(counted === undefined ? {} : { total: counted.total }),
  };
}

interface Marked {
  readonly id: string;
  readonly updated_at: string;
  readonly last_contact_at: string | null;
  readonly rank?: string;
}

function markOf(
  sort: Order,
  { id, updated_at: updatedAt, last_contact_at: contactAt, rank }: Marked,
): string[] {
  if (sort === '-risk') return [rank ?? '1', updatedAt, id];
  return [sort === NEWEST ? updatedAt : (contactAt ?? NEVER), id];
}

/** @throws AppError cursor_invalid */
function positionOf({ sort = NEWEST, after }: QueryOf<typeof ListClients>) {
  if (after === undefined) return {};
  if (sort !== '-risk') {
    const [afterAt, afterId] = readCursor(after, [INSTANT, UUID]);
    return { afterAt, afterId };
  }
  const [afterRank, afterAt, afterId] = readCursor(after, [/^[1-5]$/, INSTANT, UUID]);
  return { afterRank, afterAt, afterId };
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
