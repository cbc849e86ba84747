import { Type } from 'typebox';

import type { Analysis } from '../domain/evidence/analysis.ts';
import type { FitFromSumsOptions } from '../domain/evidence/sums/fit-from-sums.ts';
import type { GroupSums } from '../domain/evidence/sums/group-sums.ts';
import { readSpec } from './spec-file.ts';

const Name = Type.String({ minLength: 1 });
const Names = Type.Array(Name);

const COMMON = {
  data: Name,
  confidence: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
  reference: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** Spellings of no answer, beside the empty cell. */
  missing: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Number()]))),
  /** What a column holds, where its cells do not tell: codes of groups, or numbers of which some are mistyped. */
  columns: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.Literal('factor'), Type.Literal('number')])),
  ),
};

/** How a mixed model is fitted and tested. */
const LIKELIHOOD = {
  method: Type.Optional(Type.Union([Type.Literal('REML'), Type.Literal('ML')])),
  df: Type.Optional(
    Type.Union([Type.Literal('satterthwaite'), Type.Literal('kenward-roger'), Type.Literal('normal')]),
  ),
};

/** A misspelt key is a wrong spec, not an option left out. */
const CLOSED = { additionalProperties: false };

const Mixed = Type.Object(
  {
    kind: Type.Literal('mixed'),
    ...COMMON,
    outcome: Name,
    terms: Names,
    random: Type.Array(Type.Object({ group: Name, slopes: Type.Optional(Names) }, CLOSED), { minItems: 1 }),
    ...LIKELIHOOD,
    predict: Type.Optional(
      Type.Array(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
    ),
    diagnostics: Type.Optional(Type.Boolean()),
  },
  CLOSED,
);

const META = {
  ...COMMON,
  estimate: Name,
  variance: Name,
  method: Type.Optional(
    Type.Union([
      Type.Literal('REML'),
      Type.Literal('ML'),
      Type.Literal('DL'),
      Type.Literal('EE'),
      Type.Literal('PM'),
      Type.Literal('HE'),
    ]),
  ),
  hartungKnapp: Type.Optional(
    Type.Union([Type.Literal('none'), Type.Literal('plain'), Type.Literal('adhoc')]),
  ),
  moderators: Type.Optional(Names),
};

const Meta = Type.Object({ kind: Type.Literal('meta'), ...META }, CLOSED);

const LeaveOneOut = Type.Object({ kind: Type.Literal('leaveOneOut'), ...META }, CLOSED);

const Compare = Type.Object({ kind: Type.Literal('compare'), ...COMMON, outcome: Name, group: Name }, CLOSED);

const Paired = Type.Object({ kind: Type.Literal('paired'), ...COMMON, before: Name, after: Name }, CLOSED);

const Ancova = Type.Object(
  { kind: Type.Literal('ancova'), ...COMMON, outcome: Name, covariates: Names, group: Name },
  CLOSED,
);

const Reliability = Type.Object(
  {
    kind: Type.Literal('reliability'),
    ...COMMON,
    items: Names,
    reverse: Type.Optional(Names),
    scale: Type.Optional(Type.Tuple([Type.Number(), Type.Number()])),
  },
  CLOSED,
);

const Change = Type.Object(
  {
    kind: Type.Literal('change'),
    ...COMMON,
    before: Name,
    after: Name,
    reliability: Type.Number(),
    sd: Type.Number(),
    cutoff: Type.Optional(Type.Number()),
    direction: Type.Union([Type.Literal('down'), Type.Literal('up')]),
  },
  CLOSED,
);

const Robust = Type.Object(
  { kind: Type.Literal('robust'), ...COMMON, outcome: Name, terms: Names, cluster: Name },
  CLOSED,
);

const Anova = Type.Object(
  {
    kind: Type.Literal('anova'),
    ...COMMON,
    outcome: Name,
    group: Name,
    adjust: Type.Optional(Type.Union([Type.Literal('holm'), Type.Literal('benjamini-hochberg')])),
  },
  CLOSED,
);

const Crosstab = Type.Object(
  { kind: Type.Literal('crosstab'), ...COMMON, group: Name, outcome: Name },
  CLOSED,
);

const Agreement = Type.Object({ kind: Type.Literal('agreement'), ...COMMON, ratings: Names }, CLOSED);

const Imputations = Type.Object(
  {
    kind: Type.Literal('imputations'),
    ...COMMON,
    estimate: Name,
    se: Name,
    completeDf: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  },
  CLOSED,
);

const Egger = Type.Object({ kind: Type.Literal('egger'), ...COMMON, estimate: Name, variance: Name }, CLOSED);

const Sums = Type.Object(
  {
    kind: Type.Literal('sums'),
    title: Type.Optional(Type.String()),
    protocolHash: Type.Optional(Type.String()),
    ...LIKELIHOOD,
    confidence: COMMON.confidence,
    sums: Type.Object(
      {
        outcome: Name,
        group: Name,
        terms: Names,
        groups: Type.Array(
          Type.Object(
            {
              group: Name,
              n: Type.Number(),
              means: Type.Array(Type.Number()),
              products: Type.Array(Type.Number()),
            },
            CLOSED,
          ),
        ),
      },
      CLOSED,
    ),
  },
  CLOSED,
);

const Wedge = Type.Object(
  {
    kind: Type.Literal('wedge'),
    data: COMMON.data,
    confidence: COMMON.confidence,
    missing: COMMON.missing,
    columns: COMMON.columns,
    outcome: Name,
    treated: Name,
    cluster: Name,
    period: Name,
    person: Type.Optional(Name),
    clusterPeriods: Type.Optional(Type.Boolean()),
    df: LIKELIHOOD.df,
  },
  CLOSED,
);

const KINDS = {
  mixed: Mixed,
  meta: Meta,
  compare: Compare,
  paired: Paired,
  ancova: Ancova,
  reliability: Reliability,
  change: Change,
  robust: Robust,
  anova: Anova,
  crosstab: Crosstab,
  agreement: Agreement,
  imputations: Imputations,
  egger: Egger,
  leaveOneOut: LeaveOneOut,
  wedge: Wedge,
  sums: Sums,
};

/** An analysis together with the file of its data, or a fit of sums that the specification holds itself. */
export type AnalysisSpec =
  | {
      readonly data: string;
      readonly analysis: Analysis;
      readonly missing: ReadonlyArray<string | number>;
      readonly columns: Readonly<Record<string, 'factor' | 'number'>>;
    }
  | { readonly sums: GroupSums; readonly options: FitFromSumsOptions };

/**
 * Reads the text of a spec.
 *
 * @throws SpecFileError spec_not_json, spec_kind_unknown, and what specProblem finds
 */
export function readAnalysisSpec(text: string): AnalysisSpec {
  const spec = readSpec(text, KINDS);
  if (spec.kind !== 'sums') {
    const { data, missing = [], columns = {} } = spec;
    return { data, analysis: spec, missing, columns };
  }
  const { kind: _kind, title: _title, protocolHash: _hash, sums, ...options } = spec;
  return { sums, options };
}
