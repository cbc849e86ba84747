import { LONGEST_DECISIONS } from '../../contract/roster.ts';

/** Place of the row (`1.5`: the fifth of the first sheet) → the candidate whom it means, or `new`. */
export type Decisions = Readonly<Record<string, string>>;

/** As the import takes them; those that are too many for one import are asked about again after it. */
export function writtenDecisions(decisions: Decisions): string {
  let written = '';
  for (const [place, whom] of Object.entries(decisions)) {
    const longer = `${written}${written === '' ? '' : ','}${place}.${whom}`;
    if (longer.length > LONGEST_DECISIONS) break;
    written = longer;
  }
  return written;
}
