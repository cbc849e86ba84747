import { NoOrganisationKeys } from '../platform/keys/keyring.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { isAsSaid, type Receipt, type Receiver } from './kinds.ts';
import * as sql from './sql.ts';

/** A delivery as its sender wrote it. */
export interface Sent {
  readonly id: string;
  readonly fromOrganisationId: string;
  readonly kind: string;
  readonly payload: unknown;
}

/** Why a delivery did not arrive, of which the receiver's handler knows nothing. */
class DeliveryFailure extends Error {
  readonly code: 'unknown_kind' | 'payload_invalid';

  constructor(code: DeliveryFailure['code']) {
    super(code);
    this.name = 'DeliveryFailure';
    this.code = code;
  }
}

interface Failure {
  readonly code: string;
  /** no later attempt can be better */
  readonly isFinal: boolean;
  /** nobody foresaw it: its error belongs into the log */
  readonly isDefect: boolean;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof NoOrganisationKeys)
    return { code: 'organisation_gone', isFinal: true, isDefect: false };
  if (error instanceof DeliveryFailure) return { code: error.code, isFinal: false, isDefect: false };
  if (!(error instanceof AppError)) return { code: 'failed', isFinal: false, isDefect: true };
  // what a door of this server answers for an organisation that does not act here, perhaps until its next start
  const code = error.code === 'demo_closed' ? 'organisation_closed' : error.code;
  return { code, isFinal: false, isDefect: false };
}

/**
 * One delivery in the organisation that receives it: the item, what its handler does and the receipt are one commit. What was
 * handled before is answered with the receipt of then.
 * @param work in nobody's name, of the receiver
 */
export async function receive(
  work: Work,
  receivers: ReadonlyMap<string, Receiver>,
  item: Sent,
): Promise<Receipt> {
  const receiver = receivers.get(item.kind);
  if (receiver === undefined) throw new DeliveryFailure('unknown_kind');
  if (!isAsSaid(receiver.schema, item.payload)) throw new DeliveryFailure('payload_invalid');
  try {
    return await work.change(async (change) => {
      const known = await claim(change, item);
      if (known !== undefined) return known;
      const { id, fromOrganisationId, payload } = item;
      const receipt = await receiver.handle(change, { id, fromOrganisationId, payload });
      const text = JSON.stringify(receipt);
      change.push(sql.markHandled({ ...keyOf(change, item), receipt: text, now: change.now }));
      const detail = { kind: item.kind, from: fromOrganisationId };
      change.audit({ action: 'delivery.receive', subjectKind: 'delivery', subjectIds: [id], detail });
      return receipt;
    });
  } catch (error) {
    await refuse(work, item, failureOf(error).code);
    throw error;
  }
}

/** @returns the receipt where it was handled before */
async function claim(change: Change, item: Sent): Promise<Receipt | undefined> {
  const key = keyOf(change, item);
  const payload = JSON.stringify(item.payload);
  change.push(sql.claimItem({ ...key, kind: item.kind, payload, now: change.now }));
  const there = await change.first(sql.lockItem(key));
  return there?.handled_at == null ? undefined : (there.receipt as Receipt);
}

/** The receiver's own trace of what its handler refused. */
async function refuse(work: Work, item: Sent, failure: string): Promise<void> {
  const refused = work.change(async (change) => {
    if ((await claim(change, item)) === undefined)
      change.push(sql.markRefused({ ...keyOf(change, item), failure }));
  });
  // the sender keeps the failure whatever becomes of this
  await refused.catch(() => undefined);
}

function keyOf({ organisationId }: Change, { id, fromOrganisationId }: Sent) {
  return { organisationId, fromOrganisationId, id };
}
