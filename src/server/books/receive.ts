import { isOpenEntry, type EntryState } from '../../domain/books/entry-life.ts';
import { type Receiver, receiverOf } from '../deliveries/public.ts';
import { notify } from '../notifications/public.ts';
import { insertPersonKey } from '../platform/database/person-key.ts';
import type { Change } from '../platform/work/work.ts';
import { entryChanged, type ReadShared, type SharedDetails } from '../public-accounts/public.ts';
import { type EntryCard, endEntry, sealCard } from './entries.ts';
import { entryAsked } from './notifications.ts';
import * as sql from './sql.ts';

/**
 * Somebody asked, gave something else, or left: which of these is read from what they give now, with the entry held. So the order of
 * deliveries does not matter, and what comes last leaves the entry as the person left it.
 */
export function bookReceivers(readShared: ReadShared): readonly Receiver[] {
  return [
    receiverOf(entryChanged, async (change, { fromOrganisationId: tenant, payload }) => {
      const { organisationId, now } = change;
      const { entryId: id } = payload;
      change.push(sql.claimEntry({ organisationId, id, from: tenant, now }));
      const entry = await change.first(sql.lockEntry({ organisationId, id }));
      const shared = await readShared({ tenant, entryId: id, bookOrganisationId: organisationId });
      if (entry === undefined) return { state: 'left' };
      const isNew = entry.revision === 0;
      const state = entry.state as EntryState;
      if (shared === undefined) {
        if (isOpenEntry(state)) leave(change, id, entry.version);
        return { state: 'left' };
      }
      // what the organisation ended stays ended, whatever the person gives
      if (!isNew && !isOpenEntry(state)) return { state };
      await fill(change, { id, shared, entry, isNew });
      return { state: isNew ? 'asked' : state };
    }),
  ];
}

interface Filling {
  readonly id: string;
  readonly shared: SharedDetails;
  readonly entry: { readonly wrapped: Buffer | null; readonly state: string; readonly version: number };
  readonly isNew: boolean;
}

async function fill(change: Change, { id, shared, entry, isNew }: Filling): Promise<void> {
  const { organisationId, keys } = change;
  const { name, addresses, note } = shared;
  const card: EntryCard = { name, addresses, note };
  const made = entry.wrapped === null ? keys.newPersonKey(id) : undefined;
  if (made !== undefined)
    change.push(insertPersonKey({ organisationId, personId: id, wrapped: made.wrapped }));
  const key = made?.key ?? keys.personKey(id, entry.wrapped ?? Buffer.alloc(0));
  change.push(
    sql.fillEntry({
      organisationId,
      id,
      card: sealCard(keys, key, id, card),
      participations: [...shared.participations],
      state: isNew ? 'asked' : entry.state,
      askedAt: shared.askedAt,
      revision: shared.revision,
      version: isNew ? 1 : entry.version + 1,
    }),
  );
  change.audit({
    ...(isNew ? { action: 'book_entry.ask' } : { action: 'book_entry.renew' }),
    subjectKind: 'book_entry',
    subjectIds: [id],
  });
  if (isNew) notify(change, { kind: entryAsked, matterId: id });
}

function leave(change: Change, id: string, version: number): void {
  const { organisationId, now } = change;
  endEntry(change, { organisationId, id, state: 'left', by: null, at: now, version: version + 1 });
  change.audit({ action: 'book_entry.leave', subjectKind: 'book_entry', subjectIds: [id] });
}
