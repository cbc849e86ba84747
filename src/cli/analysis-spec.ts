import { Type } from 'typebox';

import type { Analysis } from '../domain/evidence/analyse-table.ts';
import { readSpec } from './spec-file.ts';

const Name = Type.String({ minLength: 1 });
const Names = Type.Array(Name);

const COMMON = {
  data: Name,
  confidence: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
  reference: Type.Optional(Type.Record(Type.String(), Type.String())),
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
    method: Type.Optional(Type.Union([Type.Literal('REML'), Type.Literal('ML')])),
    df: Type.Optional(
      Type.Union([Type.Literal('satterthwaite'), Type.Literal('kenward-roger'), Type.Literal('normal')]),
    ),
  },
  CLOSED,
);

const Meta = Type.Object(
  {
    kind: Type.Literal('meta'),
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
  },
  CLOSED,
);

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

const KINDS = {
  mixed: Mixed,
  meta: Meta,
  compare: Compare,
  paired: Paired,
  ancova: Ancova,
  reliability: Reliability,
  change: Change,
};

/** An analysis together with the file of its data. */
export type AnalysisSpec = { data: string; analysis: Analysis };

/**
 * Reads the text of a spec.
 *
 * @throws SpecFileError spec_not_json, spec_kind_unknown, spec_invalid
 */
export function readAnalysisSpec(text: string): AnalysisSpec {
  const spec = readSpec(text, KINDS);
  return { data: spec.data, analysis: spec };
}
