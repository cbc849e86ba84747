import type { Static } from 'typebox';
import type { Membership, PublicWay } from '../../contract/public-accounts.ts';
import { isOpenEntry, type EntryState } from '../../domain/books/entry-life.ts';
import type { Participation } from '../../domain/books/participation.ts';
import { deliver } from '../deliveries/public.ts';
import { countToday } from '../notifications/public.ts';
import { readParties } from '../organisations/public.ts';
import { newId } from '../platform/database/ids.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { holdAccount, type HeldAccount } from './held-account.ts';
import { entryChanged } from './exchange.ts';
import { openShared, sealShared, type Shared } from './sealed.ts';
import * as sql from './sql.ts';
import { isPublicTenant } from './tenant.ts';

const MOST_BOOKS = 30;
/**
 * As many books as one may be in, and some corrections. Of each an organisation is told, and of another name or address all of them.
 * Leaving is not among them: it follows a joining, and nobody is to wait for it.
 */
const MOST_CHANGES_A_DAY = 40;
/** Whoever was declined, or whose time was ended, asks again after so long. */
const A_DAY_MS = 86_400_000;

type MembershipView = Static<typeof Membership>;
type Access = Pick<Reading, 'all' | 'organisationId' | 'keys'>;

export async function listMemberships(
  access: Access,
  holder: { account_id: string; wrapped: Buffer },
): Promise<MembershipView[]> {
  const { organisationId, keys } = access;
  const [rows] = await access.all(sql.listMemberships({ organisationId, accountId: holder.account_id }));
  if (rows.length === 0) return [];
  const partyOf = await readParties(access);
  return rows.map((row) => {
    const shared = openShared(keys.beside, holder, row);
    return {
      ...partyOf(row.book_organisation_id),
      participations: [...(shared?.participations ?? [])],
      ways: [...(shared?.ways ?? [])],
      note: shared?.note ?? '',
      state: row.state as EntryState,
      askedAt: row.asked_at.toISOString(),
      decidedAt: row.decided_at?.toISOString() ?? null,
    };
  });
}

/**
 * Asks to be in a book, or says anew what it is given. After an organisation declined or ended it, this asks under another id: what
 * the organisation decided about the other stays with it.
 * @param offered as what the organisation takes people now
 * @returns id of the entry in the book
 * @throws AppError not_found, address_missing, book_closed, book_answered_lately, too_many_books, book_changes_limit
 */
export async function joinBook(
  change: Change,
  { accountId, bookOrganisationId }: { accountId: string; bookOrganisationId: string },
  { shared, offered }: { shared: Shared; offered: readonly Participation[] },
): Promise<string> {
  const { organisationId, keys, now } = change;
  const held = await holdAccount(change, accountId);
  await refuseNoOrganisation(change, bookOrganisationId);
  const [addresses] = await change.all(sql.listAddresses({ organisationId, accountId }));
  const own = new Set(addresses.map(({ way }) => way));
  // who registered by a name has told a telephone as a volunteer, and no proven address yet
  const isUnreachable = shared.ways.length === 0 && own.size > 0;
  if (isUnreachable || !shared.ways.every((way) => own.has(way)))
    throw new AppError('invalid_request', { fields: [{ path: '/ways', code: 'address_missing' }] });
  const [rows] = await change.all(sql.listMemberships({ organisationId, accountId }));
  const known = rows.find((row) => row.book_organisation_id === bookOrganisationId);
  if (known !== undefined && isOpenEntry(known.state as EntryState)) {
    const before = openShared(keys, held.holder, known);
    refuseNotOffered(shared, [...offered, ...(before?.participations ?? [])]);
    if (JSON.stringify(before) === JSON.stringify(shared)) return known.id;
    await countChange(change, accountId);
    await revise(change, held, known, shared);
    return known.id;
  }
  refuseNotOffered(shared, offered);
  if (known?.decided_at != null && now.getTime() - known.decided_at.getTime() < A_DAY_MS)
    throw new AppError('book_answered_lately');
  if (known === undefined && rows.length >= MOST_BOOKS) throw new AppError('too_many_books');
  await countChange(change, accountId);
  if (known !== undefined) change.push(sql.deleteMembership({ organisationId, id: known.id }));
  const id = newId(now.getTime());
  const sealed = sealShared(keys, held.key, id, shared);
  change.push(
    sql.insertMembership({
      organisationId,
      accountId,
      id,
      bookOrganisationId,
      shared: sealed,
      wasRefused: known !== undefined,
      now,
    }),
  );
  await tellBook(change, { id, book_organisation_id: bookOrganisationId }, 1);
  audit(change, { action: 'book.join', accountId, book: bookOrganisationId });
  return id;
}

/** @throws AppError book_changes_limit */
async function countChange(change: Change, accountId: string): Promise<void> {
  if (!(await countToday(change, `books|${accountId}`, MOST_CHANGES_A_DAY)))
    throw new AppError('book_changes_limit');
}

/** Whoever is in a book stays in it as what they are, though nobody new may come. */
function refuseNotOffered(shared: Shared, offered: readonly Participation[]): void {
  if (!shared.participations.every((one) => offered.includes(one))) throw new AppError('book_closed');
}

export async function leaveBook(
  change: Change,
  accountId: string,
  bookOrganisationId: string,
): Promise<void> {
  const { organisationId } = change;
  await holdAccount(change, accountId);
  const [rows] = await change.all(sql.listMemberships({ organisationId, accountId }));
  const known = rows.find((row) => row.book_organisation_id === bookOrganisationId);
  // left twice, it is left; what the organisation ended stays in the account as ended, and has nothing there any more
  if (known === undefined || !isOpenEntry(known.state as EntryState)) return;
  await leave(change, known);
  audit(change, { action: 'book.leave', accountId, book: bookOrganisationId });
}

/** With an erasure: each book is told to look, and finds nobody. */
export async function leaveAllBooks(change: Change, accountId: string): Promise<void> {
  const [rows] = await change.all(sql.listMemberships({ organisationId: change.organisationId, accountId }));
  for (const row of rows) await leave(change, row);
}

/** As whose entry, in which organisations, somebody takes part in one way. */
export async function listOwnEntries(
  access: Access,
  accountId: string,
  participation: Participation,
): Promise<{ entryId: string; organisationId: string; state: EntryState }[]> {
  const { organisationId, keys } = access;
  const of = { organisationId, accountId };
  const [[row], rows] = await access.all(sql.readAccount(of), sql.listMemberships(of));
  if (row === undefined) return [];
  return rows.flatMap((one) => {
    const shared = openShared(keys.beside, row, one);
    if (shared?.participations.includes(participation) !== true) return [];
    return [{ entryId: one.id, organisationId: one.book_organisation_id, state: one.state as EntryState }];
  });
}

/**
 * What somebody says of themselves in one way of taking part is another: the books where they take part so look again.
 * @throws AppError book_changes_limit
 */
export function tellBooks(change: Change, held: HeldAccount, participation: Participation): Promise<void> {
  return renewBooks(change, held, ({ participations, ways }) =>
    participations.includes(participation) ? ways : undefined,
  );
}

/**
 * Name or addresses are others: the books that have them get the new ones, and no other book is told anything.
 * @param waysAfter by which a book reaches the holder from now on; undefined: it has nothing of what changed
 * @throws AppError book_changes_limit
 */
export async function renewBooks(
  change: Change,
  held: HeldAccount,
  waysAfter: (shared: Shared) => readonly PublicWay[] | undefined,
): Promise<void> {
  const { organisationId, keys } = change;
  const accountId = held.holder.account_id;
  const [rows] = await change.all(sql.listMemberships({ organisationId, accountId }));
  const told = rows.flatMap((row) => {
    if (!isOpenEntry(row.state as EntryState)) return [];
    const shared = openShared(keys.beside, held.holder, row);
    const ways = shared === undefined ? undefined : waysAfter(shared);
    return shared === undefined || ways === undefined ? [] : [{ row, shared: { ...shared, ways } }];
  });
  if (told.length > 0) await countChange(change, accountId);
  for (const { row, shared } of told) await revise(change, held, row, shared);
}

interface MembershipRow {
  readonly id: string;
  readonly book_organisation_id: string;
  readonly revision: number;
}

async function revise(
  change: Change,
  { key }: HeldAccount,
  row: MembershipRow,
  shared: Shared,
): Promise<void> {
  const revision = row.revision + 1;
  const sealed = sealShared(change.keys, key, row.id, shared);
  change.push(
    sql.reviseMembership({ organisationId: change.organisationId, id: row.id, shared: sealed, revision }),
  );
  await tellBook(change, row, revision);
}

async function leave(change: Change, row: MembershipRow): Promise<void> {
  change.push(sql.deleteMembership({ organisationId: change.organisationId, id: row.id }));
  await tellBook(change, row, row.revision + 1);
}

function tellBook(
  change: Change,
  { id, book_organisation_id: to }: Pick<MembershipRow, 'id' | 'book_organisation_id'>,
  revision: number,
): Promise<void> {
  return deliver(change, { to, kind: entryChanged, key: `${id}.${revision}`, payload: { entryId: id } });
}

async function refuseNoOrganisation(change: Change, id: string): Promise<void> {
  const partyOf = await readParties(change);
  if (isPublicTenant(id) || partyOf(id).name === '') throw new AppError('not_found');
}

function audit(
  change: Change,
  { action, accountId, book }: { action: string; accountId: string; book: string },
): void {
  change.audit({ action, subjectKind: 'public_account', subjectIds: [accountId], detail: { book } });
}
