import { LONGEST_COLUMNS, LONGEST_DECISIONS } from '../../contract/roster.ts';

/** Place of the row (`1.5`: the fifth of the first sheet) → the candidate whom it means, or `new`. */
export type Decisions = Readonly<Record<string, string>>;

/** As the import takes them; those that are too many for one import are asked about again after it. */
export function writtenDecisions(decisions: Decisions): string {
  return joined(Object.entries(decisions), { between: '.', longest: LONGEST_DECISIONS });
}

/** Key of a column → what somebody says that it means. */
export type Columns = Readonly<Record<string, string>>;

/** As the import takes them. */
export function writtenColumns(columns: Columns): string {
  return joined(Object.entries(columns), { between: '=', longest: LONGEST_COLUMNS });
}

function joined(
  entries: readonly (readonly [string, string])[],
  { between, longest }: { between: string; longest: number },
): string {
  let written = '';
  for (const [key, value] of entries) {
    const longer = `${written}${written === '' ? '' : ','}${key}${between}${value}`;
    if (longer.length > longest) break;
    written = longer;
  }
  return written;
}
