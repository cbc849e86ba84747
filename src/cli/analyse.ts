import { dirname, resolve } from 'node:path';

import { analyseTable } from '../domain/evidence/analyse-table.ts';
import { declaredUses } from '../domain/evidence/column-uses.ts';
import { groupNotes } from '../domain/evidence/mixed/group-notes.ts';
import { EVIDENCE_ERRORS, explainNote, TABLE_ERRORS } from '../domain/evidence/messages.ts';
import type { Note } from '../domain/evidence/note.ts';
import { EvidenceError } from '../domain/evidence/numbers/evidence-error.ts';
import { fitFromSums } from '../domain/evidence/sums/fit-from-sums.ts';
import { TableError } from '../domain/evidence/tables/table-error.ts';
import { readAnalysisSpec } from './analysis-spec.ts';
import type { ExitCode, Invocation } from './command.ts';
import { readDataFile } from './data-file.ts';
import { type Language, fill } from './language.ts';
import { printAnswer } from './print-answer.ts';
import { readText } from './spec-file.ts';
import { SpecFileError } from './spec-file-error.ts';
import { explainSpecFileError } from './spec-file-messages.ts';

/** `nuantu analyse SPEC.json`: the result as JSON on stdout, or one sentence on stderr. */
export function run({ positionals, language }: Invocation): Promise<ExitCode> {
  const answer = analyse(positionals[0] ?? '').then((result) => explainNotes(result, language));
  return printAnswer(answer, (error) => explainAnalysisError(error, language));
}

/**
 * Runs the analysis that the spec file describes; its data file is looked for beside the spec.
 *
 * @throws SpecFileError when a file cannot be read
 * @throws EvidenceError when the analysis is refused
 */
export async function analyse(specPath: string): Promise<object> {
  const spec = readAnalysisSpec(await readText(specPath, 'spec_unreadable'));
  if ('sums' in spec) {
    const model = fitFromSums(spec.sums, spec.options);
    return { ...model, notes: groupNotes(model.groups, spec.options.df ?? 'satterthwaite') };
  }
  const { data, analysis, missing, columns } = spec;
  const path = resolve(dirname(specPath), data);
  const table = await readDataFile(path, data, {
    uses: declaredUses(analysis, columns),
    missing: new Set(missing.map((value) => String(value).trim())),
    named: Object.keys(columns),
  });
  return analyseTable(table, analysis);
}

/** The sentence for an error of an analysis, or undefined for a fault of ours. */
export function explainAnalysisError(error: unknown, language: Language): string | undefined {
  if (error instanceof SpecFileError) return explainSpecFileError(error, language);
  if (error instanceof TableError) return fill(TABLE_ERRORS[error.code], language, error.parameters);
  if (error instanceof EvidenceError) return fill(EVIDENCE_ERRORS[error.code], language, error.parameters);
  return undefined;
}

/** A note with its sentence, for whoever reads the JSON. */
export function explainNotes(answer: object, language: Language): object {
  if (Array.isArray(answer)) return answer.map((one: object) => explainNotes(one, language));
  const explained = Object.entries(answer).map(([key, value]: [string, unknown]) => {
    if (key === 'notes')
      return [
        key,
        (value as Note[]).map((note) => ({
          ...note,
          message: explainNote(note, (words, parameters) => fill(words, language, parameters)),
        })),
      ];
    // what a stepped wedge, and a meta-analysis without one study, rest on
    if (key === 'model' || key === 'meta') return [key, explainNotes(value as object, language)];
    return [key, value];
  });
  return Object.fromEntries(explained) as object;
}
