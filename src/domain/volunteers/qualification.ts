import { daysAfter } from '../calendar/calendar-event.ts';
import type { CalendarDay } from '../people/calendar-day.ts';

/**
 * What an organisation saw or gave: a training, a check, an insurance. Each holds from a day to a day, both included, and counts where
 * it holds on the day of the shift.
 */
export const qualificationKinds = ['training', 'check', 'insurance'] as const;
export type QualificationKind = (typeof qualificationKinds)[number];

/** What is looked at before somebody may serve: who they are, whether they may work with minors, their health, a guardian's word. */
export const checkCodes = ['identity', 'minors', 'health', 'guardian_consent'] as const;
export type CheckCode = (typeof checkCodes)[number];
export const insuranceCodes = ['accident', 'liability'] as const;
export type InsuranceCode = (typeof insuranceCodes)[number];

export interface Qualification {
  readonly kind: QualificationKind;
  /** which check or insurance; of a training the organisation's own code */
  readonly code: string;
  readonly validFrom: CalendarDay;
  /** null: without an end */
  readonly validUntil: CalendarDay | null;
  /** taken back from this day on */
  readonly withdrawnOn: CalendarDay | null;
}

export type QualificationState = 'future' | 'valid' | 'expiring' | 'expired' | 'withdrawn';

/** So long before the end it is marked, and a new one may follow the old one: whoever renews in time is never without. */
export const RENEWAL_DAYS = 60;

/** How one stands on a day. */
export function stateOn(
  qualification: Pick<Qualification, 'validFrom' | 'validUntil' | 'withdrawnOn'>,
  day: CalendarDay,
): QualificationState {
  const { validFrom, validUntil, withdrawnOn } = qualification;
  if (withdrawnOn !== null && withdrawnOn <= day) return 'withdrawn';
  if (day < validFrom) return 'future';
  if (validUntil === null) return 'valid';
  if (validUntil < day) return 'expired';
  return validUntil < daysAfter(day, RENEWAL_DAYS) ? 'expiring' : 'valid';
}

/** Whether any of them holds on a day: a check that ends before the shift does not, whenever somebody signed up. */
export function holdsOn(
  qualifications: readonly Qualification[],
  wanted: Pick<Qualification, 'kind' | 'code'>,
  day: CalendarDay,
): boolean {
  return qualifications.some(
    (one) =>
      one.kind === wanted.kind &&
      one.code === wanted.code &&
      ['valid', 'expiring'].includes(stateOn(one, day)),
  );
}

export type QualificationCode =
  | 'qualification_ends_before'
  | 'check_code_unknown'
  | 'training_minutes_missing';

/** Undefined: it can be written down as it is. */
export function refuseQualification({
  kind,
  code,
  validFrom,
  validUntil,
  minutes,
}: Pick<Qualification, 'kind' | 'code' | 'validFrom' | 'validUntil'> & { minutes: number | null }):
  | { path: string; code: QualificationCode }
  | undefined {
  if (validUntil !== null && validUntil < validFrom)
    return { path: '/validUntil', code: 'qualification_ends_before' };
  const known: readonly string[] | undefined =
    kind === 'check' ? checkCodes : kind === 'insurance' ? insuranceCodes : undefined;
  if (known !== undefined && !known.includes(code)) return { path: '/code', code: 'check_code_unknown' };
  if (kind === 'training' && minutes === null) return { path: '/minutes', code: 'training_minutes_missing' };
  return undefined;
}
