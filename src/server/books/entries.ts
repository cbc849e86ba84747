import type { BookEntryView, ListBookEntries } from '../../contract/books.ts';
import type { QueryOf } from '../../contract/operation.ts';
import type { PublicWay } from '../../contract/public-accounts.ts';
import {
  decideEntry,
  type EntryDecision,
  type EntryState,
  isOpenEntry,
  outcomeOf,
} from '../../domain/books/entry-life.ts';
import type { Participation } from '../../domain/books/participation.ts';
import { hasNameToken, tokensToFind } from '../../domain/people/name-tokens.ts';
import { deliver } from '../deliveries/public.ts';
import { notify } from '../notifications/public.ts';
import { deletePersonKey } from '../platform/database/person-key.ts';
import { readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { open, seal, type SealingKey } from '../platform/keys/sealing.ts';
import type { AuditEntry } from '../platform/audit/audit.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { entryDecided } from '../public-accounts/public.ts';
import type { EntryFollower } from './followers.ts';
import { entryAsked } from './notifications.ts';
import * as sql from './sql.ts';

/** What the organisation has of somebody. */
export interface EntryCard {
  readonly name: string;
  readonly addresses: readonly { readonly way: PublicWay; readonly address: string }[];
  readonly note: string;
}

/** An entry with its key, held. */
export interface HeldEntry extends EntryRow {
  readonly revision: number;
}

interface EntryRow {
  readonly id: string;
  /** the tenant of the public in which its holder is, or will be */
  readonly from_organisation_id: string;
  readonly card: Buffer | null;
  readonly wrapped: Buffer | null;
  readonly participations: readonly string[];
  readonly state: string;
  readonly asked_at: Date;
  readonly decided_at: Date | null;
  readonly version: number;
}

export function sealCard(keys: OrganisationKeys, key: SealingKey, id: string, card: EntryCard): Buffer {
  return seal(key, placeOf(keys, id), JSON.stringify(card));
}

export function openCard(keys: OrganisationKeys, { id, card, wrapped }: EntryRow): EntryCard | undefined {
  if (card === null || wrapped === null) return undefined;
  return keys.opened(
    () =>
      JSON.parse(open(keys.personKey(id, wrapped), placeOf(keys, id), card).toString('utf8')) as EntryCard,
  );
}

function placeOf({ organisationId }: OrganisationKeys, rowId: string) {
  return { table: 'book_entry', column: 'card', organisationId, rowId };
}

function viewEntry(keys: OrganisationKeys, row: EntryRow): BookEntryView {
  const card = openCard(keys.beside, row);
  return {
    id: row.id,
    name: card?.name ?? null,
    addresses: [...(card?.addresses ?? [])],
    note: card?.note ?? '',
    participations: row.participations as Participation[],
    state: row.state as EntryState,
    askedAt: row.asked_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    version: row.version,
  };
}

const AT_ONCE = 500;

/** Names are sealed one by one: the book is opened piece by piece until as many as are asked for are found. */
async function findEntries(
  reading: Reading,
  asked: Parameters<typeof sql.listEntries>[0],
  words: string,
): Promise<EntryRow[]> {
  const sets = tokensToFind(words);
  const isFound = (row: EntryRow) => {
    const card = openCard(reading.keys.beside, row);
    if (card === undefined) return false;
    if (card.addresses.some(({ address }) => address === words)) return true;
    return sets.length > 0 && sets.every((set) => hasNameToken(card.name, set));
  };
  const found: EntryRow[] = [];
  let before = asked.before;
  for (;;) {
    const [rows] = await reading.all(sql.listEntries({ ...asked, before, limit: AT_ONCE }));
    found.push(...rows.filter(isFound));
    before = rows.at(-1)?.id;
    if (rows.length < AT_ONCE || found.length >= asked.limit) return found.slice(0, asked.limit);
  }
}

/** @throws AppError cursor_invalid */
export async function listEntries(
  reading: Reading,
  { limit = 50, after, state, participation, q }: QueryOf<typeof ListBookEntries>,
) {
  const { organisationId, keys } = reading;
  const [before] = after === undefined ? [] : readCursor(after, [UUID]);
  const asked = { organisationId, state, participation, before, limit: limit + 1 };
  const words = q?.trim() ?? '';
  const rows =
    words === '' ? (await reading.all(sql.listEntries(asked)))[0] : await findEntries(reading, asked, words);
  const page = rows.slice(0, limit);
  const subjectIds = page.map(({ id }) => id);
  await reading.audited(readingOf(subjectIds));
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined ? writeCursor([last.id]) : null;
  return { items: page.map((row) => viewEntry(keys, row)), next };
}

function readingOf(subjectIds: readonly string[]): AuditEntry {
  return { action: 'book_entry.list', subjectKind: 'book_entry', subjectIds };
}

/**
 * The organisation's word, which the person is told. Declined or ended, it keeps nothing of them but that somebody was there.
 * @throws AppError not_found, version_conflict, book_entry_decided
 */
export async function decideOnEntry(
  change: Change,
  id: string,
  { version, decision }: { version: number; decision: EntryDecision },
  followers: readonly EntryFollower[],
): Promise<BookEntryView> {
  const { organisationId, actorId, keys, now } = change;
  const row = await change.first(sql.lockEntry({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  const before = viewEntry(keys, row);
  // said twice, it is said
  if (row.version === version + 1 && outcomeOf[decision] === before.state) {
    change.audit(readingOf([id]));
    return before;
  }
  if (row.version !== version)
    throw new AppError('version_conflict', {
      parameters: { fields: 'decision' },
      extra: { current: before },
      reading: readingOf([id]),
    });
  const state = decideEntry(before.state, decision);
  if (state === undefined) throw new AppError('book_entry_decided');
  const said = { organisationId, id, by: actorId, at: now, version: version + 1 };
  for (const follower of followers) await follower.moved(change, id, state);
  if (isOpenEntry(state)) change.push(sql.acceptEntry(said));
  else endEntry(change, { ...said, state });
  await tellHolder(change, row.from_organisation_id, { id, state, version: said.version });
  change.audit({ ...wordOf[decision], subjectKind: 'book_entry', subjectIds: [id] });
  const card = isOpenEntry(state) ? {} : { card: null };
  return viewEntry(keys, { ...row, ...card, state, decided_at: now, version: said.version });
}

/**
 * Holds an entry that was taken in, for a follower who may find that it has to be looked at again.
 * @returns asks it anew; undefined: it is not taken in
 */
export async function holdAccepted(change: Change, id: string): Promise<(() => Promise<void>) | undefined> {
  const { organisationId, timeZone, now } = change;
  const row = await change.first(sql.lockEntry({ organisationId, id }));
  if (row?.state !== 'accepted') return undefined;
  return async () => {
    const version = row.version + 1;
    change.push(sql.reopenEntry({ organisationId, id, version }));
    await tellHolder(change, row.from_organisation_id, { id, state: 'asked', version });
    notify(change, { kind: entryAsked, matterId: organisationId, step: dayIn(timeZone, now) });
    change.audit({ action: 'book_entry.renew', subjectKind: 'book_entry', subjectIds: [id] });
  };
}

/** How an entry stands, to whoever's it is. @param tenant of the public */
export function tellHolder(
  change: Change,
  tenant: string,
  { id, state, version }: { id: string; state: EntryState; version: number },
): Promise<void> {
  const payload = { entryId: id, state, version, at: change.now.toISOString() };
  return deliver(change, { to: tenant, kind: entryDecided, key: `${id}.${version}`, payload });
}

const wordOf = {
  accept: { action: 'book_entry.accept' },
  decline: { action: 'book_entry.decline' },
  end: { action: 'book_entry.end' },
} as const;

/** The card goes, and the key that opened it. */
export function endEntry(change: Change, end: Parameters<typeof sql.endEntry>[0]): void {
  change.push(sql.endEntry(end));
  change.push(deletePersonKey({ organisationId: end.organisationId, personId: end.id }));
  change.forgetPerson(end.id);
}
