import { dirname, resolve } from 'node:path';

import { CsvError, parse } from 'csv-parse/sync';

import { analyseTable } from '../domain/evidence/analyse-table.ts';
import { type DataTable, tableFromText } from '../domain/evidence/data-table.ts';
import { EvidenceError } from '../domain/evidence/evidence-error.ts';
import { fitFromSums } from '../domain/evidence/fit-from-sums.ts';
import { readAnalysisSpec } from './analysis-spec.ts';
import type { ExitCode, Invocation } from './command.ts';
import { EVIDENCE_ERRORS } from './evidence-messages.ts';
import { type Language, fill } from './language.ts';
import { printAnswer } from './print-answer.ts';
import { readText } from './spec-file.ts';
import { SpecFileError } from './spec-file-error.ts';
import { SPEC_FILE_ERRORS } from './spec-file-messages.ts';

/** `nuantu analyse SPEC.json`: the result as JSON on stdout, or one sentence on stderr. */
export function run({ positionals, language }: Invocation): Promise<ExitCode> {
  return printAnswer(analyse(positionals[0] ?? ''), (error) => explainAnalysisError(error, language));
}

/**
 * Runs the analysis that the spec file describes; its data file is looked for beside the spec.
 *
 * @throws SpecFileError when a file cannot be read
 * @throws EvidenceError when the analysis is refused
 */
export async function analyse(specPath: string): Promise<unknown> {
  const spec = readAnalysisSpec(await readText(specPath, 'spec_unreadable'));
  if ('sums' in spec) return fitFromSums(spec.sums, spec.options);
  const dataPath = resolve(dirname(specPath), spec.data);
  return analyseTable(tableFromCsv(await readText(dataPath, 'data_unreadable'), spec.data), spec.analysis);
}

/** The sentence for an error of an analysis, or undefined for a fault of ours. */
export function explainAnalysisError(error: unknown, language: Language): string | undefined {
  if (error instanceof SpecFileError) return fill(SPEC_FILE_ERRORS[error.code], language, error.parameters);
  if (error instanceof EvidenceError) return fill(EVIDENCE_ERRORS[error.code], language, error.parameters);
  return undefined;
}

function tableFromCsv(text: string, file: string): DataTable {
  const [header, ...cells] = parseCsv(text, file);
  if (header === undefined) throw new SpecFileError('data_malformed', { file, reason: 'no header row' });
  const names = header.map((name) => name.trim());
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined) {
    throw new SpecFileError('data_malformed', { file, reason: `two columns are named "${twice}"` });
  }
  return tableFromText(names, cells);
}

function parseCsv(text: string, file: string): string[][] {
  try {
    return parse(text, { skip_empty_lines: true });
  } catch (error) {
    if (error instanceof CsvError) throw new SpecFileError('data_malformed', { file, reason: error.message });
    throw error;
  }
}
