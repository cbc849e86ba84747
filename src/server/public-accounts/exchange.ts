import { Type } from 'typebox';
import { Exactly, Id, Instant, OneOf } from '../../contract/operation.ts';
import { entryStates } from '../../domain/books/entry-life.ts';
import { type DeliveryKind, receiverOf } from '../deliveries/public.ts';
import { AppError } from '../platform/work/errors.ts';
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

export const publicAccountReceivers = [receiveDecision];
