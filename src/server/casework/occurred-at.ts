import type { ErrorCode } from '../../contract/errors.ts';
import { doubtTime, type TimeDoubt } from '../../domain/casework/correction.ts';
import { AppError } from '../platform/work/errors.ts';

/** A device's clock may run ahead. */
export const TOLERANCE_MINUTES = 10;

const codes: Readonly<Record<TimeDoubt, ErrorCode>> = {
  in_future: 'instant_in_future',
  after_recorded: 'occurred_after_recorded',
};

/**
 * @param recordedAt when it was first written down; without it, it is written down now
 * @throws AppError invalid_request naming the field
 */
export function refuseImpossibleTime(now: Date, occurredAt: string, recordedAt?: string): void {
  const doubt = doubtTime(occurredAt, now.toISOString(), TOLERANCE_MINUTES, recordedAt);
  if (doubt !== undefined)
    throw new AppError('invalid_request', { fields: [{ path: '/occurredAt', code: codes[doubt] }] });
}
