import { createReadStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream';

import { CsvError, parse } from 'csv-parse';

import { analyseTable } from '../domain/evidence/analyse-table.ts';
import type { DataTable } from '../domain/evidence/tables/data-table.ts';
import { EvidenceError } from '../domain/evidence/numbers/evidence-error.ts';
import { fitFromSums } from '../domain/evidence/sums/fit-from-sums.ts';
import { TextTable } from '../domain/evidence/tables/text-table.ts';
import { readAnalysisSpec } from './analysis-spec.ts';
import type { ExitCode, Invocation } from './command.ts';
import { EVIDENCE_ERRORS } from './evidence-messages.ts';
import { type Language, fill } from './language.ts';
import { printAnswer } from './print-answer.ts';
import { readText, unreadable } from './spec-file.ts';
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
  return analyseTable(await readTable(dataPath, spec.data), spec.analysis);
}

/** The sentence for an error of an analysis, or undefined for a fault of ours. */
export function explainAnalysisError(error: unknown, language: Language): string | undefined {
  if (error instanceof SpecFileError) return fill(SPEC_FILE_ERRORS[error.code], language, error.parameters);
  if (error instanceof EvidenceError) return fill(EVIDENCE_ERRORS[error.code], language, error.parameters);
  return undefined;
}

/** Read once; twice where a column turns from numbers to labels. @throws SpecFileError data_unreadable, data_malformed */
async function readTable(path: string, file: string): Promise<DataTable> {
  try {
    const table = await addRows(path, file, new Set());
    return (table.labelled.size === 0 ? table : await addRows(path, file, table.labelled)).finish();
  } catch (error) {
    if (error instanceof CsvError) throw new SpecFileError('data_malformed', { file, reason: error.message });
    if (error instanceof Error && 'syscall' in error) throw unreadable(error, file, 'data_unreadable');
    throw error;
  }
}

async function addRows(path: string, file: string, labelled: ReadonlySet<string>): Promise<TextTable> {
  let table: TextTable | undefined;
  const records = parse({ bom: true, skip_empty_lines: true });
  // an error of the file reaches the reader of its records
  pipeline(createReadStream(path), records, () => undefined);
  for await (const cells of records as AsyncIterable<string[]>) {
    if (table === undefined) table = new TextTable(columnNames(cells, file), labelled);
    else table.add(cells);
  }
  if (table === undefined) throw new SpecFileError('data_malformed', { file, reason: 'no header row' });
  return table;
}

function columnNames(header: readonly string[], file: string): string[] {
  const names = header.map((name) => name.trim());
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice === undefined) return names;
  throw new SpecFileError('data_malformed', { file, reason: `two columns are named "${twice}"` });
}
