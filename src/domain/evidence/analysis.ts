import type { AgreementOptions } from './reliability/agreement.ts';
import type { AncovaOptions } from './comparisons/ancova.ts';
import type { ClusterRobustOptions } from './comparisons/cluster-robust.ts';
import type { CompareOptions } from './comparisons/compare.ts';
import type { CrossTableOptions } from './comparisons/cross-table.ts';
import type { MetaAnalysisOptions } from './meta-analysis/meta-analysis.ts';
import type { MixedOptions } from './mixed/mixed-model.ts';
import type { OneWayOptions } from './comparisons/one-way.ts';
import type { PairedOptions } from './comparisons/paired.ts';
import type { PoolImputationsOptions } from './meta-analysis/pool-imputations.ts';
import type { EggerOptions } from './meta-analysis/publication-bias.ts';
import type { ReliableChangeOptions } from './reliability/reliable-change.ts';
import type { ReliabilityOptions } from './reliability/reliability.ts';
import type { SteppedWedgeOptions } from './mixed/stepped-wedge.ts';

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
