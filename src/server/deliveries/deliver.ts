import type { Static, TSchema } from 'typebox';
import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { type DeliveryKind, isAsSaid } from './kinds.ts';
import * as sql from './sql.ts';

/**
 * Sends something to another organisation, with the change that it belongs to: rolled back with it, carried over soon after its
 * commit. Sent again under its key it is not another delivery; what was given up is tried again.
 * @param key what it is: the same for the same thing
 * @throws Error where the payload is not as its kind says, or another was sent under this key: a defect of the sender
 */
export async function deliver<Schema extends TSchema>(
  change: Change,
  {
    to,
    kind,
    key,
    payload,
  }: {
    readonly to: string;
    readonly kind: DeliveryKind<Schema>;
    readonly key: string;
    readonly payload: Static<Schema>;
  },
): Promise<void> {
  if (!isAsSaid(kind.schema, payload)) throw new Error(`payload is no ${kind.kind}`);
  const { organisationId, now } = change;
  const row = { organisationId, id: newId(now.getTime()), toOrganisationId: to, kind: kind.kind, key, now };
  const sent = await change.first(sql.insertDelivery({ ...row, payload: JSON.stringify(payload) }));
  if (sent?.same !== true) throw new Error(`another ${kind.kind} has this key`);
  if (sent.is_open) change.ring('deliver');
}
