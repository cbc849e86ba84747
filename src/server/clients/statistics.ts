import { AppError } from '../platform/errors.ts';
import type { Reading } from '../platform/work.ts';
import { getOrganisation } from '../organisations/public.ts';
import * as sql from './sql.ts';

/**
 * Counts of the organisation by up to three dimensions. Counts below the organisation's limit are null, and so are
 * as many others as it takes that no hidden count follows from what is shown.
 * @throws AppError invalid_request when a dimension is named twice
 */
export async function readClientStatistics(reading: Reading, by: string) {
  const dimensions = by.split(',') as sql.Dimension[];
  if (new Set(dimensions).size !== dimensions.length) {
    throw new AppError('invalid_request', { fields: [{ path: 'by', code: 'field_invalid' }] });
  }
  const { organisationId } = reading;
  const { organisation } = await getOrganisation(reading);
  const [counts] = await reading.all(sql.countClients({ organisationId, by: dimensions }));
  const rows = counts as unknown as CountRow[];
  return {
    rows: rows.map(({ region_code: region, count, ...rest }) => ({
      ...rest,
      ...(region === undefined ? {} : { region }),
      count: count < organisation.suppressBelow ? null : count,
    })),
    suppressedBelow: organisation.suppressBelow,
  };
}

interface CountRow {
  region_code?: string;
  status?: string;
  month?: string;
  count: number;
}
