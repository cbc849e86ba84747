import { urgencies } from '../../contract/casework.ts';

interface Waiting {
  readonly urgency: (typeof urgencies)[number] | null;
  /** ISO 8601 */
  readonly createdAt: string;
}

/** What nobody said is as what can wait. */
const rankOf = ({ urgency }: Waiting) => (urgency === null ? 0 : urgencies.indexOf(urgency));

/** Of what waits for a decision the most urgent first, of equally urgent ones who has waited longest. */
export function byUrgency<Referral extends Waiting>(referrals: readonly Referral[]): Referral[] {
  return referrals.toSorted(
    (left, right) => rankOf(right) - rankOf(left) || Date.parse(left.createdAt) - Date.parse(right.createdAt),
  );
}
