import { Type } from 'typebox';
import { Exactly, Id, Instant, Nullable, OneOf } from '../../contract/operation.ts';
import { entryStates } from '../../domain/books/entry-life.ts';
import { deliver, type DeliveryKind, receiverOf } from '../deliveries/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { holdAccount } from './held-account.ts';
import { openShared, sealShared } from './sealed.ts';
import * as sql from './sql.ts';

/**
 * What somebody gives an organisation is another, or nothing any more: the organisation looks at it again. Its key is the entry and
 * its revision. Nothing of the person is in it, since erasure does not look into deliveries.
 */
export const entryChanged = {
  kind: 'book.entry',
  name: { zh: '名册登记', en: 'entry in a book' },
  schema: Exactly({ entryId: Id }),
} as const satisfies DeliveryKind;

/** What the organisation said of an entry; its key is the entry and its version. */
export const entryDecided = {
  kind: 'book.decision',
  name: { zh: '名册登记的答复', en: 'answer to an entry in a book' },
  schema: Exactly({ entryId: Id, state: OneOf(entryStates), version: Type.Integer(), at: Instant }),
} as const satisfies DeliveryKind;

/** An entry is of somebody whom the organisation had in its book before they had an account: from now on that entry is theirs. */
export const entryJoined = {
  kind: 'book.joined',
  name: { zh: '名册登记的合并', en: 'entry in a book joined with an earlier one' },
  schema: Exactly({
    entryId: Id,
    joinedTo: Id,
    state: OneOf(entryStates),
    version: Type.Integer(),
    at: Nullable(Instant),
  }),
} as const satisfies DeliveryKind;

/** The holder sees it. Whoever left meanwhile has no row, and needs none. */
const receiveDecision = receiverOf(entryDecided, async (change, { fromOrganisationId, payload }) => {
  const { organisationId } = change;
  const { entryId: id, state, version, at } = payload;
  const membership = await change.first(sql.lockMembership({ organisationId, id }));
  if (membership === undefined) return { known: false };
  if (membership.book_organisation_id !== fromOrganisationId) throw new AppError('not_found');
  // deliveries come in any order
  if (membership.decided_version >= version) return { known: true };
  change.push(sql.decideMembership({ organisationId, id, state, version, at: new Date(at) }));
  return { known: true };
});

/**
 * What the holder gives is given to the earlier entry, and the book looks at it: also where the holder has left meanwhile, so that nothing of them
 * stays there.
 */
const receiveJoined = receiverOf(entryJoined, async (change, { fromOrganisationId, payload }) => {
  const { organisationId, keys } = change;
  const { entryId: id, joinedTo, state, version, at } = payload;
  const membership = await change.first(sql.lockMembership({ organisationId, id }));
  const known = membership !== undefined;
  if (known) {
    if (membership.book_organisation_id !== fromOrganisationId) throw new AppError('not_found');
    const held = await holdAccount(change, membership.account_id);
    const shared = openShared(keys, held.holder, { id, shared: membership.shared });
    if (shared === undefined) throw new AppError('not_found');
    const sealed = sealShared(keys, held.key, joinedTo, shared);
    const decided = { state, version, at: at === null ? null : new Date(at) };
    const revision = membership.revision + 1;
    change.push(
      sql.moveMembership({ organisationId, id, to: joinedTo, shared: sealed, revision, ...decided }),
    );
  }
  await deliver(change, {
    to: fromOrganisationId,
    kind: entryChanged,
    key: `${joinedTo}.joined`,
    payload: { entryId: joinedTo },
  });
  return { known };
});

export const publicAccountReceivers = [receiveDecision, receiveJoined];
