import { EvidenceError } from '../numbers/evidence-error.ts';
import { listedNames } from './data-table.ts';
import { at } from '../numbers/flat-array.ts';

/** A grouping factor as far as it matters which of its groups a row belongs to. */
interface Grouping {
  readonly group: string;
  readonly levels: number;
  readonly codes: Int32Array;
}

/**
 * Refuses columns that differ only between groups when the groups are no more than these columns and the constant: each
 * group has a mean of its own then, and whether an arm or its classes are better nobody can tell.
 *
 * @param names of the design's columns, which are of full rank
 * @throws EvidenceError confounded_with_group naming the columns
 */
export function requireSeparableGroups(
  names: readonly string[],
  columns: readonly Float64Array[],
  groupings: readonly Grouping[],
): void {
  for (const { group, levels, codes } of groupings) {
    // with this many groups no design of so few columns can be confounded: spares a million rows a look
    if (levels > names.length + 1) continue;
    const between = names.filter((_, position) =>
      isConstantWithin(columns[position] ?? new Float64Array(), codes, levels),
    );
    if (between.length > 0 && between.length + 1 >= levels)
      throw new EvidenceError('confounded_with_group', { term: listedNames(between), group, groups: levels });
  }
}

function isConstantWithin(column: Float64Array, codes: Int32Array, levels: number): boolean {
  const first = new Float64Array(levels).fill(Number.NaN);
  for (let row = 0; row < codes.length; row += 1) {
    const code = at(codes, row);
    if (Number.isNaN(at(first, code))) first[code] = at(column, row);
    else if (at(first, code) !== at(column, row)) return false;
  }
  return true;
}
