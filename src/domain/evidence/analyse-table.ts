import { type Agreement, agreement } from './reliability/agreement.ts';
import { type Ancova, ancova } from './comparisons/ancova.ts';
import { type ClusterRobust, clusterRobust } from './comparisons/cluster-robust.ts';
import { type Comparison, compareGroups } from './comparisons/compare.ts';
import { type CrossTable, crossTable } from './comparisons/cross-table.ts';
import type { Analysis } from './analysis.ts';
import { columnUses, referableColumns } from './column-uses.ts';
import {
  type DataTable,
  type References,
  getColumn,
  getFactor,
  isEmptyColumn,
  isMissingAt,
  unknownLevel,
} from './tables/data-table.ts';
import { EvidenceError } from './numbers/evidence-error.ts';
import { at, increase } from './numbers/flat-array.ts';
import type { Note } from './note.ts';
import { type MetaAnalysis, metaAnalysis } from './meta-analysis/meta-analysis.ts';
import { type MixedModel, fitMixedModel } from './mixed/mixed-model.ts';
import { type OneWay, oneWay } from './comparisons/one-way.ts';
import { type PairedChange, pairedChange } from './comparisons/paired.ts';
import { type PooledImputations, poolImputations } from './meta-analysis/pool-imputations.ts';
import { type EggerTest, eggerTest, leaveOneOut, type WithoutOne } from './meta-analysis/publication-bias.ts';
import { type ReliableChange, reliableChange } from './reliability/reliable-change.ts';
import { type Reliability, scaleReliability } from './reliability/reliability.ts';
import { type SteppedWedge, steppedWedge } from './mixed/stepped-wedge.ts';

export type AnalysisResult =
  | MixedModel
  | MetaAnalysis
  | Comparison
  | PairedChange
  | Ancova
  | Reliability
  | ReliableChange
  | ClusterRobust
  | OneWay
  | CrossTable
  | Agreement
  | PooledImputations
  | EggerTest
  | SteppedWedge
  | readonly WithoutOne[];

/**
 * Runs the analysis on the table.
 *
 * @throws EvidenceError whatever the analysis of this kind refuses; unknown_column, empty_column, no_complete_row; unknown_level,
 *   reference_of_number, reference_unused for a reference that changes nothing; interaction_alone
 */
export function analyseTable(table: DataTable, analysis: Analysis): AnalysisResult {
  const gaps = countGaps(table, [...columnUses(analysis).keys()], analysis.kind);
  if ('reference' in analysis) requireReferences(table, analysis, analysis.reference);
  requireMainEffects(termsOf(analysis));
  const result = runAnalysis(table, analysis);
  if (!('notes' in result)) return result;
  const leftOut: Note[] = gaps === 0 ? [] : [{ code: 'rows_left_out', rows: gaps, of: table.rows }];
  return { ...result, notes: [...leftOut, ...result.notes, ...rareLevelNotes(table, analysis)] };
}

function runAnalysis(table: DataTable, analysis: Analysis): AnalysisResult {
  switch (analysis.kind) {
    case 'mixed':
      return fitMixedModel(table, analysis);
    case 'meta':
      return metaAnalysis(table, analysis);
    case 'compare':
      return compareGroups(table, analysis);
    case 'paired':
      return pairedChange(table, analysis);
    case 'ancova':
      return ancova(table, analysis);
    case 'reliability':
      return scaleReliability(table, analysis);
    case 'change':
      return reliableChange(table, analysis);
    case 'robust':
      return clusterRobust(table, analysis);
    case 'anova':
      return oneWay(table, analysis);
    case 'crosstab':
      return crossTable(table, analysis);
    case 'agreement':
      return agreement(table, analysis);
    case 'imputations':
      return poolImputations(table, analysis);
    case 'egger':
      return eggerTest(table, analysis);
    case 'wedge':
      return steppedWedge(table, analysis);
    case 'leaveOneOut':
      return leaveOneOut(table, analysis);
  }
}

/**
 * How many rows lack a value that the analysis needs.
 *
 * @throws EvidenceError empty_column; no_complete_row, but of reliable change, which counts persons with a gap
 */
function countGaps(table: DataTable, names: readonly string[], kind: Analysis['kind']): number {
  const columns = names.map((name) => ({ name, column: getColumn(table, name) }));
  const empty = columns.find(({ column }) => isEmptyColumn(column));
  if (empty !== undefined) throw new EvidenceError('empty_column', { column: empty.name });
  const missing = new Map(names.map((name) => [name, 0]));
  let gaps = 0;
  for (let row = 0; row < table.rows; row += 1) {
    let hasGap = false;
    for (const { name, column } of columns) {
      if (!isMissingAt(column, row)) continue;
      hasGap = true;
      missing.set(name, (missing.get(name) ?? 0) + 1);
    }
    if (hasGap) gaps += 1;
  }
  if (gaps === table.rows && kind !== 'change') {
    const told = [...missing].filter(([, count]) => count > 0).map(([name, count]) => `${name} (${count})`);
    throw new EvidenceError('no_complete_row', { gaps: told.join(', ') });
  }
  return gaps;
}

/** A misspelt reference, or one of a number, would silently leave another level as the one compared with. */
function requireReferences(table: DataTable, analysis: Analysis, references: References = {}): void {
  const { compared, terms } = referableColumns(analysis);
  for (const [column, level] of Object.entries(references)) {
    if (!compared.includes(column)) {
      if (!terms.includes(column)) throw new EvidenceError('reference_unused', { column, level });
      if (getColumn(table, column).kind === 'numeric')
        throw new EvidenceError('reference_of_number', { column, level });
    }
    const { levels } = getFactor(table, column);
    if (!levels.includes(level)) throw unknownLevel(column, level, levels);
  }
}

function rareLevelNotes(table: DataTable, analysis: Analysis): Note[] {
  const { compared, terms } = referableColumns(analysis);
  const factors = [...new Set([...compared, ...terms])].filter(
    (name) => compared.includes(name) || getColumn(table, name).kind === 'factor',
  );
  return factors.flatMap((column) => {
    const { levels, codes } = getFactor(table, column);
    const counts = new Float64Array(levels.length);
    for (let row = 0; row < codes.length; row += 1)
      if (at(codes, row) >= 0) increase(counts, at(codes, row), 1);
    return levels
      .filter((_, code) => counts[code] === 1)
      .map((level) => ({ code: 'rare_level' as const, column, level }));
  });
}

function termsOf(analysis: Analysis): readonly string[] {
  switch (analysis.kind) {
    case 'mixed':
    case 'robust':
      return analysis.terms;
    case 'ancova':
      return [...analysis.covariates, analysis.group];
    case 'meta':
    case 'leaveOneOut':
      return analysis.moderators ?? [];
    default:
      return [];
  }
}

/**
 * An interaction by treatment contrasts is what a level's slope has more than the reference's. Without the main effects the
 * reference's slope is zero by assumption, which nobody means.
 */
function requireMainEffects(terms: readonly string[]): void {
  const known = new Set(terms.map(sortedSides));
  for (const term of terms) {
    const sides = term.split(':');
    const parts =
      sides.length < 2 ? [] : sides.map((_, place) => sides.filter((__, other) => other !== place));
    const lacking = parts.find((part) => !known.has(sortedSides(part.join(':'))));
    if (lacking !== undefined)
      throw new EvidenceError('interaction_alone', { term, lacking: lacking.join(':') });
  }
}

function sortedSides(term: string): string {
  return term.split(':').sort().join(':');
}
