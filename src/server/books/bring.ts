import type { EntryState } from '../../domain/books/entry-life.ts';
import { isOpenEntry } from '../../domain/books/entry-life.ts';
import { deliver } from '../deliveries/public.ts';
import { insertPersonKey } from '../platform/database/person-key.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { notify } from '../notifications/public.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { entryJoined } from '../public-accounts/public.ts';
import { endEntry, type HeldEntry, openCard, sealCard } from './entries.ts';
import type { EntryFollower } from './followers.ts';
import { entryAsked } from './notifications.ts';
import * as sql from './sql.ts';

interface Brought {
  readonly id: string;
  /** of the public, in which the account will be */
  readonly tenant: string;
  readonly name: string;
  readonly state: Extract<EntryState, 'asked' | 'accepted'>;
}

/** An entry of somebody who has no account yet. @returns the key of what is theirs */
export function bringEntry(change: Change, { id, tenant, name, state }: Brought): SealingKey {
  const { organisationId, keys, now, actorId } = change;
  const { key, wrapped } = keys.newPersonKey(id);
  change.push(insertPersonKey({ organisationId, personId: id, wrapped }));
  const card = sealCard(keys, key, id, { name, addresses: [], note: '' });
  const decided = state === 'accepted' ? { by: actorId, decidedAt: now } : { by: null, decidedAt: null };
  change.push(sql.bringEntry({ organisationId, id, from: tenant, card, state, ...decided, now }));
  return key;
}

/**
 * Entries that nobody has an account for, held: whoever says something else of them has done so before, or waits.
 * @returns writes the name that somebody is called by from now on
 */
export async function holdBrought(
  change: Change,
  ids: readonly string[],
): Promise<(id: string, name: string) => void> {
  const { organisationId, keys } = change;
  const [rows] =
    ids.length === 0 ? [[]] : await change.all(sql.holdEntries({ organisationId, ids: [...ids] }));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id, name) => {
    const row = byId.get(id);
    if (row?.wrapped == null || row.revision !== 0) return;
    const card = sealCard(keys, keys.personKey(id, row.wrapped), id, { name, addresses: [], note: '' });
    change.push(sql.recardEntry({ organisationId, id, card, version: row.version + 1 }));
  };
}

/** Two entries of one person, held. */
export interface JoinedEntries {
  readonly asked: HeldEntry & { readonly wrapped: Buffer };
  readonly brought: HeldEntry & { readonly wrapped: Buffer };
  /** The one that asked ends, and its holder is the other's from now on. @param mustWait somebody has to look at the other again */
  finish(followers: readonly EntryFollower[], mustWait: boolean): Promise<void>;
}

/**
 * Somebody who asks to be in the book is somebody whom the organisation has brought in before. Whoever was decided on has a record of their own, which
 * would end with their entry.
 * @throws AppError not_found, volunteers_not_one
 */
export async function holdToJoin(
  change: Change,
  { askedId, broughtId }: { askedId: string; broughtId: string },
): Promise<JoinedEntries> {
  const { organisationId } = change;
  const [rows] = await change.all(sql.holdEntries({ organisationId, ids: [askedId, broughtId] }));
  const [asked, brought] = [askedId, broughtId].map((id) => rows.find((row) => row.id === id));
  if (asked === undefined || brought === undefined) throw new AppError('not_found');
  const isAsking = asked.state === 'asked' && asked.decided_at === null && asked.revision > 0;
  const isWaiting = isOpenEntry(brought.state as EntryState) && brought.revision === 0;
  if (!isAsking || !isWaiting || !hasKey(asked) || !hasKey(brought)) throw new AppError('volunteers_not_one');
  const finish: JoinedEntries['finish'] = (followers, mustWait) =>
    join(change, { asked, brought, mustWait }, followers);
  return { asked, brought, finish };
}

function hasKey(entry: HeldEntry): entry is HeldEntry & { wrapped: Buffer } {
  return entry.wrapped !== null;
}

async function join(
  change: Change,
  { asked, brought, mustWait }: Pick<JoinedEntries, 'asked' | 'brought'> & { mustWait: boolean },
  followers: readonly EntryFollower[],
): Promise<void> {
  const { organisationId, actorId, keys, now, timeZone } = change;
  const state = mustWait ? 'asked' : (brought.state as EntryState);
  const version = brought.version + 1;
  const card = openCard(keys.beside, asked) ?? { name: '', addresses: [], note: '' };
  const sealed = sealCard(keys, keys.personKey(brought.id, brought.wrapped), brought.id, card);
  change.push(sql.recardEntry({ organisationId, id: brought.id, card: sealed, version }));
  if (mustWait) {
    change.push(sql.reopenEntry({ organisationId, id: brought.id, version }));
    notify(change, { kind: entryAsked, matterId: organisationId, step: dayIn(timeZone, now) });
  }
  const { from_organisation_id: tenant } = asked;
  for (const follower of followers) await follower.moved(change, asked.id, 'left');
  endEntry(change, {
    organisationId,
    id: asked.id,
    state: 'left',
    by: actorId,
    at: now,
    version: asked.version + 1,
  });
  const at = brought.decided_at?.toISOString() ?? null;
  const payload = { entryId: asked.id, joinedTo: brought.id, state, version, at };
  await deliver(change, { to: tenant, kind: entryJoined, key: asked.id, payload });
  change.audit({
    action: 'book_entry.join',
    subjectKind: 'book_entry',
    subjectIds: [asked.id, brought.id],
  });
}
