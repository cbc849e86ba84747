import { findShippedInstrument, shippedInstruments } from '../domain/scoring/shipped-instruments.ts';
import { answerHeadings, exportAnswers } from '../server/measures/public.ts';
import { type ExitCode, type Invocation, UsageError } from './command.ts';
import { EXPORT } from './export-messages.ts';
import { exportTable } from './export-table.ts';
import { fill } from './language.ts';

/** `nuantu export answers --instrument ID …`: a row per person and round, without names, for statistics elsewhere. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const { values, language } = invocation;
  const id = values['instrument'];
  const instrument = typeof id === 'string' ? findShippedInstrument(id) : undefined;
  if (instrument === undefined) {
    const ids = shippedInstruments.map((shipped) => shipped.id).join(' ');
    throw new UsageError(fill(EXPORT.instrumentMissing, language, { ids }));
  }
  return exportTable(invocation, (reading, place) => ({
    headings: answerHeadings(instrument),
    pages: exportAnswers(reading, instrument, place),
    hasNumbers: true,
  }));
}
