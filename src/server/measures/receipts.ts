import type { ErrorCode } from '../../contract/errors.ts';
import { type ApartReason, keptOf } from '../../domain/campaigns/decide-answer.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { keptAnswers, receiptOf, type Scored, scoredOf } from './responses.ts';
import { openReadable } from './sealed.ts';

export type Receipt = ReturnType<typeof receiptOf>;

const duplicates: Readonly<Record<string, ErrorCode>> = {
  response_pkey: 'id_taken',
  response_invitation_key: 'already_answered',
};
/** Refusals after which it is looked whether the answers were taken before, and what of them is kept. */
const settled = new Set<ErrorCode>([
  'id_taken',
  'answers_invalid',
  'link_invalid',
  'already_answered',
  'answering_closed',
  'answering_not_open',
  'not_in_form',
  'other_form',
  'consent_not_given',
  'consent_withdrawn',
]);

/**
 * Runs a submission; what is refused is settled: told again where it was written before, kept apart where it does not
 * count. Looking only then spares every first submission a query.
 * @throws AppError what `settle` throws, and what `submit` throws beside
 */
export async function submitOnce(
  work: Work,
  submit: (change: Change) => Promise<Receipt>,
  settle: (change: Change, refusal: AppError) => Promise<Receipt>,
): Promise<Receipt> {
  try {
    return await work.append(submit);
  } catch (error) {
    const refusal = refusalIn(error);
    // once more where the same answers, or others under the same link, were being written at this moment
    return await work
      .change((change) => settle(change, refusal))
      .catch((again: unknown) => {
        const raced = refusalIn(again);
        if (raced === again) throw raced;
        return work.change((change) => settle(change, raced));
      });
  }
}

/** @throws the error where there is nothing to settle */
function refusalIn(error: unknown): AppError {
  const duplicate = duplicates[violatedConstraint(error) ?? ''];
  const refusal = duplicate === undefined ? error : new AppError(duplicate);
  if (refusal instanceof AppError && settled.has(refusal.code)) return refusal;
  throw error;
}

interface ExistingRow {
  client_id: string;
  instrument_id: string;
  answers: Buffer;
  kept_apart: string | null;
  wrapped: Buffer | null;
}

/**
 * What the person was told when these answers came first.
 * @throws AppError id_taken when the id belongs to other answers
 */
export function repeatReceipt(
  { keys }: Change,
  existing: ExistingRow,
  { body, scored, isReadable }: Scored,
): Receipt {
  const person = { clientId: existing.client_id, wrapped: existing.wrapped };
  const stored = openReadable(keys, person, body.id, existing.answers)?.answers;
  const keptApart = existing.kept_apart as ApartReason | null;
  const given = keptAnswers(body, scored, keptApart);
  const isSame =
    existing.instrument_id === body.instrumentId &&
    // what nobody can read any more is taken for the same: a device would else send it again for ever
    (stored === undefined || JSON.stringify(stored) === JSON.stringify(given)) &&
    // what was scored had nothing that cannot be read
    (isReadable || keptOf(keptApart) !== 'whole');
  if (!isSame) throw new AppError('id_taken');
  return receiptOf(body.id, scoredOf(scored, keptApart), keptApart);
}
