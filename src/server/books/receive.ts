import { isOpenEntry, type EntryState } from '../../domain/books/entry-life.ts';
import { type Receiver, receiverOf } from '../deliveries/public.ts';
import { notify } from '../notifications/public.ts';
import { insertPersonKey } from '../platform/database/person-key.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change } from '../platform/work/work.ts';
import { entryChanged, type ReadShared, type SharedDetails } from '../public-accounts/public.ts';
import { readBook } from './book.ts';
import { endEntry, type HeldEntry, openCard, sealCard, tellHolder } from './entries.ts';
import type { EntryFollower, EntryLook } from './followers.ts';
import { entryAsked } from './notifications.ts';
import * as sql from './sql.ts';

/**
 * Somebody asked, gave something else, or left: which of these is read from what they give now, with the entry held. So the order of
 * deliveries does not matter, and what comes last leaves the entry as the person left it.
 */
export function bookReceivers(
  readShared: ReadShared,
  followers: readonly EntryFollower[],
): readonly Receiver[] {
  return [
    receiverOf(entryChanged, async (change, { fromOrganisationId: tenant, payload }) => {
      const { organisationId, now } = change;
      const { entryId: id } = payload;
      change.push(sql.claimEntry({ organisationId, id, from: tenant, now }));
      const entry = await change.first(sql.lockEntry({ organisationId, id }));
      const shared = await readShared({ tenant, entryId: id, bookOrganisationId: organisationId });
      if (entry === undefined) return { state: 'left' };
      const state = entry.state as EntryState;
      const isNew = isUnseen(entry);
      if (shared === undefined) {
        // left before it came here: it never was here
        if (isNew) change.push(sql.dropEntry({ organisationId, id }));
        else if (isOpenEntry(state)) await leave(change, followers, { id, version: entry.version });
        return { state: 'left' };
      }
      // what the organisation ended stays ended, whatever the person gives
      if (!isNew && !isOpenEntry(state)) return { state };
      return { state: await fill(change, followers, { id, shared, entry, tenant }) };
    }),
  ];
}

/** What was brought in from a table has no holder's word yet, and was seen all the same. */
function isUnseen({ revision, card }: Pick<HeldEntry, 'revision' | 'card'>): boolean {
  return revision === 0 && card === null;
}

interface Filling {
  readonly id: string;
  readonly shared: SharedDetails;
  readonly entry: HeldEntry;
  readonly tenant: string;
}

/** @returns how the entry stands then */
async function fill(
  change: Change,
  followers: readonly EntryFollower[],
  { id, shared, entry, tenant }: Filling,
): Promise<EntryState> {
  const { organisationId, keys, now, timeZone } = change;
  const { name, addresses, note } = shared;
  const made = entry.wrapped === null ? keys.newPersonKey(id) : undefined;
  if (made !== undefined)
    change.push(insertPersonKey({ organisationId, personId: id, wrapped: made.wrapped }));
  const key = made?.key ?? keys.personKey(id, entry.wrapped ?? Buffer.alloc(0));
  const isNew = isUnseen(entry);
  const version = isNew ? 1 : entry.version + 1;
  const card = sealCard(keys, key, id, { name, addresses, note });
  const { revision, askedAt } = shared;
  const participations = [...shared.participations];
  const isAccepted = !isNew && entry.state === 'accepted';
  const asked = { id, tenant, name, participations, askedAt, isAccepted };
  const looks: EntryLook[] = [];
  for (const follower of followers) looks.push(await follower.look(change, asked));
  const mustWait = looks.some((look) => look.mustWait);
  // whom somebody has decided on before, nobody but somebody takes in
  const isUndecided = isNew || (entry.state === 'asked' && entry.decided_at === null);
  const isTakenAtOnce =
    isUndecided && !mustWait && !shared.wasRefused && (await readBook(change)).takesAtOnce;
  const isAskedAnew = isAccepted && (mustWait || isAnother(keys, entry, shared));
  const state = isNew || isAskedAnew ? 'asked' : (entry.state as EntryState);
  change.push(sql.fillEntry({ organisationId, id, card, participations, state, askedAt, revision, version }));
  change.audit({
    ...(isNew ? { action: 'book_entry.ask' } : { action: 'book_entry.renew' }),
    subjectKind: 'book_entry',
    subjectIds: [id],
  });
  for (const look of looks) await look.keep({ key, state });
  if (isTakenAtOnce) {
    change.push(sql.acceptEntry({ organisationId, id, by: null, at: now, version: version + 1 }));
    for (const follower of followers) await follower.moved(change, id, 'accepted');
    await tellHolder(change, tenant, { id, state: 'accepted', version: version + 1 });
    return 'accepted';
  }
  if (isAskedAnew) await tellHolder(change, tenant, { id, state, version });
  // once a day, however many ask
  if (state === 'asked')
    notify(change, { kind: entryAsked, matterId: organisationId, step: dayIn(timeZone, now) });
  return state;
}

/**
 * What an organisation accepted was this name, taking part as this: whoever is called otherwise or wants to be more is answered
 * anew. A card that does not open tells nothing of what was accepted.
 */
function isAnother(
  keys: OrganisationKeys,
  entry: HeldEntry,
  { name, participations }: SharedDetails,
): boolean {
  const before = openCard(keys.beside, entry);
  return before?.name !== name || participations.some((one) => !entry.participations.includes(one));
}

async function leave(
  change: Change,
  followers: readonly EntryFollower[],
  { id, version }: { id: string; version: number },
): Promise<void> {
  const { organisationId, now, timeZone } = change;
  // the day alone: whoever leaves all books at one moment is not to be told by it
  const at = new Date(`${dayIn(timeZone, now)}T00:00:00Z`);
  for (const follower of followers) await follower.moved(change, id, 'left');
  endEntry(change, { organisationId, id, state: 'left', by: null, at, version: version + 1 });
  change.audit({ action: 'book_entry.leave', subjectKind: 'book_entry', subjectIds: [id] });
}
