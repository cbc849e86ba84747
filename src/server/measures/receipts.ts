import type { ErrorCode } from '../../contract/errors.ts';
import { violatedConstraint } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Change, Work } from '../platform/work.ts';
import { givenAnswers, receiptOf, scoreSubmission, type Submission } from './responses.ts';
import { openAnswers } from './sealed.ts';
import * as sql from './sql-responses.ts';

type Receipt = ReturnType<typeof receiptOf>;

const duplicates: Readonly<Record<string, ErrorCode>> = {
  response_pkey: 'id_taken',
  response_invitation_key: 'already_answered',
};
/** Refusals that are no answer to somebody whose answers the server took before. */
const retold = new Set<ErrorCode>([
  'id_taken',
  'already_answered',
  'answering_closed',
  'consent_not_given',
  'consent_withdrawn',
]);

/**
 * Runs a submission; where it is refused since it was written before, answers with the receipt of then. Looking only
 * then spares every first submission a query.
 * @throws AppError id_taken, already_answered, and what `submit` throws
 */
export async function submitOnce(
  work: Work,
  submit: (change: Change) => Promise<Receipt>,
  findReceipt: (change: Change) => Promise<Receipt | undefined>,
): Promise<Receipt> {
  try {
    return await work.append(submit);
  } catch (error) {
    const duplicate = duplicates[violatedConstraint(error) ?? ''];
    const refusal = duplicate === undefined ? error : new AppError(duplicate);
    if (!(refusal instanceof AppError) || !retold.has(refusal.code)) throw refusal;
    const receipt = await work.change(findReceipt);
    if (receipt === undefined) throw refusal;
    return receipt;
  }
}

/** @throws AppError id_taken when the id belongs to other answers */
export async function findInvitedReceipt(
  change: Change,
  tokenHash: Buffer,
  body: Submission,
): Promise<Receipt | undefined> {
  const { organisationId } = change;
  const [[invitation], [existing]] = await change.all(
    sql.findInvitation({ organisationId, tokenHash }),
    sql.readResponse({ organisationId, id: body.id }),
  );
  if (existing === undefined) return undefined;
  if (existing.invitation_id !== invitation?.id) throw new AppError('id_taken');
  return repeatReceipt(change, existing, body);
}

/** @throws AppError id_taken when the id belongs to other answers */
export async function findClientReceipt(
  change: Change,
  clientId: string,
  body: Submission,
): Promise<Receipt | undefined> {
  const { organisationId } = change;
  const existing = await change.first(sql.readResponse({ organisationId, id: body.id }));
  if (existing === undefined) return undefined;
  if (existing.client_id !== clientId) throw new AppError('id_taken');
  return repeatReceipt(change, existing, body);
}

interface ExistingRow {
  client_id: string;
  instrument_id: string;
  answers: Buffer;
  wrapped: Buffer | null;
}

function repeatReceipt({ keys }: Change, existing: ExistingRow, body: Submission): Receipt {
  const person = { clientId: existing.client_id, wrapped: existing.wrapped };
  const stored = openAnswers(keys, person, body.id, existing.answers);
  const isSame =
    existing.instrument_id === body.instrumentId &&
    JSON.stringify(stored) === JSON.stringify(givenAnswers(body));
  if (!isSame) throw new AppError('id_taken');
  return receiptOf(body.id, scoreSubmission(body));
}
