import type { ScaleQuality } from '../../domain/scoring/psychometrics.ts';
import { findShippedInstrument } from '../../domain/scoring/shipped-instruments.ts';
import { AppError } from '../platform/work/errors.ts';
import { mapInTurn } from '../platform/work/in-turn.ts';
import type { Reading } from '../platform/work/work.ts';
import { openReadable, scoreValues } from './sealed.ts';
import * as sql from './sql-statistics.ts';

/** Days between two answers that are compared: long enough to forget the first, short enough to be the same person. */
const RETEST_DAYS = { from: 7, to: 90 };
/** Answers of more persons change the third digit. */
const MOST_PERSONS = 3000;

/**
 * How well an instrument measured in the caller's organisation: the first answers of its persons, opened here and gone
 * when the figures are there, and beside them the scores of whoever answered again without a group in between.
 * @throws AppError not_found
 */
export async function readPsychometrics(
  reading: Reading,
  instrumentId: string,
): Promise<{ persons: number; scales: ScaleQuality[] }> {
  const instrument = findShippedInstrument(instrumentId);
  if (instrument === undefined) throw new AppError('not_found');
  const { organisationId, keys } = reading;
  const one = { organisationId, instrumentId, limit: MOST_PERSONS };
  const [rows, again] = await reading.all(
    sql.listFirstAnswers(one),
    sql.listRepeatedAnswers({ ...one, ...RETEST_DAYS, timeZone: reading.timeZone }),
  );
  await reading.audited({
    action: 'instrument.psychometrics',
    subjectKind: 'instrument',
    subjectIds: [],
    detail: { instrument: instrumentId, persons: rows.length },
  });
  const opened = await mapInTurn(rows, ({ id, client_id: clientId, wrapped, answers }) =>
    openReadable(keys, { clientId, wrapped }, id, answers),
  );
  const forms = opened.flatMap((response) => (response === undefined ? [] : [response.answers]));
  const { psychometrics } = await import('../../domain/scoring/psychometrics.ts');
  const repeats = await mapInTurn(again, ({ client_id: clientId, wrapped, days, ...pair }) => {
    const person = { clientId, wrapped };
    const first = openReadable(keys, person, pair.first_id, pair.first);
    const second = openReadable(keys, person, pair.second_id, pair.second);
    if (first === undefined || second === undefined) return [];
    return [{ first: scoreValues(first.scores), second: scoreValues(second.scores), days }];
  });
  return { persons: forms.length, scales: psychometrics(instrument, forms, repeats.flat()) };
}
