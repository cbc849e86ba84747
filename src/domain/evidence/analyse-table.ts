import { type Agreement, type AgreementOptions, agreement } from './reliability/agreement.ts';
import { type Ancova, type AncovaOptions, ancova } from './comparisons/ancova.ts';
import {
  type ClusterRobust,
  type ClusterRobustOptions,
  clusterRobust,
} from './comparisons/cluster-robust.ts';
import { type CompareOptions, type Comparison, compareGroups } from './comparisons/compare.ts';
import { type CrossTable, type CrossTableOptions, crossTable } from './comparisons/cross-table.ts';
import { type DataTable, type References, getFactor } from './tables/data-table.ts';
import { EvidenceError } from './numbers/evidence-error.ts';
import { type MetaAnalysis, type MetaAnalysisOptions, metaAnalysis } from './meta-analysis/meta-analysis.ts';
import { type MixedModel, type MixedOptions, fitMixedModel } from './mixed/mixed-model.ts';
import { type OneWay, type OneWayOptions, oneWay } from './comparisons/one-way.ts';
import { type PairedChange, type PairedOptions, pairedChange } from './comparisons/paired.ts';
import {
  type PoolImputationsOptions,
  type PooledImputations,
  poolImputations,
} from './meta-analysis/pool-imputations.ts';
import {
  type EggerOptions,
  type EggerTest,
  eggerTest,
  leaveOneOut,
  type WithoutOne,
} from './meta-analysis/publication-bias.ts';
import {
  type ReliableChange,
  type ReliableChangeOptions,
  reliableChange,
} from './reliability/reliable-change.ts';
import { type Reliability, type ReliabilityOptions, scaleReliability } from './reliability/reliability.ts';
import { type SteppedWedge, type SteppedWedgeOptions, steppedWedge } from './mixed/stepped-wedge.ts';

/** One analysis of one table, as `nuantu analyse` reads it and a study stores it. */
export type Analysis =
  | ({ readonly kind: 'mixed' } & MixedOptions)
  | ({ readonly kind: 'meta' } & MetaAnalysisOptions)
  | ({ readonly kind: 'compare' } & CompareOptions)
  | ({ readonly kind: 'paired' } & PairedOptions)
  | ({ readonly kind: 'ancova' } & AncovaOptions)
  | ({ readonly kind: 'reliability' } & ReliabilityOptions)
  | ({ readonly kind: 'change' } & ReliableChangeOptions)
  | ({ readonly kind: 'robust' } & ClusterRobustOptions)
  | ({ readonly kind: 'anova' } & OneWayOptions)
  | ({ readonly kind: 'crosstab' } & CrossTableOptions)
  | ({ readonly kind: 'agreement' } & AgreementOptions)
  | ({ readonly kind: 'imputations' } & PoolImputationsOptions)
  | ({ readonly kind: 'egger' } & EggerOptions)
  | ({ readonly kind: 'wedge' } & SteppedWedgeOptions)
  | ({ readonly kind: 'leaveOneOut' } & MetaAnalysisOptions);

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
 * @throws EvidenceError whatever the analysis of this kind refuses; unknown_column, unknown_level for a reference level
 *   that the data do not have
 */
export function analyseTable(table: DataTable, analysis: Analysis): AnalysisResult {
  if ('reference' in analysis) requireReferences(table, analysis.reference);
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

/** A misspelt reference would silently leave another level as the one compared with. */
function requireReferences(table: DataTable, references: References = {}): void {
  for (const [column, level] of Object.entries(references)) {
    if (!getFactor(table, column).levels.includes(level))
      throw new EvidenceError('unknown_level', { column, level });
  }
}
