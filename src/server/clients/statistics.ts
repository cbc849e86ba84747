import { type CountRow, suppressTable } from '../../domain/evidence/suppression/suppress-table.ts';
import { countInSteps } from '../../domain/privacy/steps.ts';
import { getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import * as sql from './sql-statistics.ts';

/**
 * Counts of the organisation by up to three dimensions. Counts below the organisation's limit are null, and so are
 * as many others as it takes that no hidden count follows from what is shown, the totals included. Cells without
 * anybody are left out: that nobody is there says nothing about a person. Whoever may not read every client is told full
 * steps only: polled around one registration, an exact count tells what was registered.
 * @throws AppError invalid_request when a dimension is named twice
 */
export async function readClientStatistics(reading: Reading, by: string, { isExact }: { isExact: boolean }) {
  const dimensions = by.split(',') as sql.Dimension[];
  if (new Set(dimensions).size !== dimensions.length) {
    throw new AppError('invalid_request', { fields: [{ path: 'by', code: 'field_invalid' }] });
  }
  const { organisationId } = reading;
  const { organisation } = await getOrganisation(reading);
  const [counts] = await reading.all(sql.countClients({ organisationId, by: dimensions }));
  const suppressedBelow = organisation.suppressBelow;
  const table = countCells(dimensions, counts);
  const cells =
    table.length === 0 ? [] : suppressTable(table, { smallest: suppressedBelow, hideZeros: false });
  return {
    rows: cells
      .filter(({ keys, count }) => count !== 0 && keys.every((key) => key !== null))
      .map(({ keys, count }) => ({
        ...Object.fromEntries(dimensions.map((dimension, index) => [dimension, keys[index]])),
        count: isExact || count === null ? count : countInSteps(count, suppressedBelow),
      })),
    suppressedBelow,
    countedInSteps: isExact ? null : suppressedBelow,
  };
}

/** What countClients found, by the values of its dimensions. */
export function countCells(
  dimensions: readonly sql.Dimension[],
  counts: ReadonlyArray<{ readonly count: number }>,
): CountRow[] {
  return counts.map((row) => ({
    keys: dimensions.map((dimension) =>
      String((row as Record<string, unknown>)[sql.dimensionColumns[dimension]]),
    ),
    count: row.count,
  }));
}
