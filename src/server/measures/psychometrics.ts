import type { ScaleQuality } from '../../domain/scoring/psychometrics.ts';
import { findShippedInstrument } from '../../domain/scoring/shipped-instruments.ts';
import { AppError } from '../platform/errors.ts';
import type { Reading } from '../platform/work.ts';
import { openAnswers } from './sealed.ts';
import * as sql from './sql-responses.ts';

/** Answers of more persons change the third digit. */
const MOST_PERSONS = 3000;

/**
 * How well an instrument measured in the caller's organisation: the first answers of its persons, opened here and gone
 * when the figures are there.
 * @throws AppError not_found
 */
export async function readPsychometrics(
  reading: Reading,
  instrumentId: string,
): Promise<{ persons: number; scales: ScaleQuality[] }> {
  const instrument = findShippedInstrument(instrumentId);
  if (instrument === undefined) throw new AppError('not_found');
  const { organisationId, keys } = reading;
  const [rows] = await reading.all(
    sql.listFirstAnswers({ organisationId, instrumentId, limit: MOST_PERSONS }),
  );
  await reading.audited({
    action: 'instrument.psychometrics',
    subjectKind: 'instrument',
    subjectIds: [],
    detail: { instrument: instrumentId, persons: rows.length },
  });
  const forms = rows.flatMap(({ id, client_id: clientId, wrapped, answers }) => {
    const opened = openAnswers(keys, { clientId, wrapped }, id, answers);
    return opened === undefined ? [] : [opened];
  });
  const { psychometrics } = await import('../../domain/scoring/psychometrics.ts');
  return { persons: forms.length, scales: psychometrics(instrument, forms) };
}
