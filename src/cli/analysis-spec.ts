import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';

import type { Analysis } from '../domain/evidence/analyse-table.ts';
import { AnalysisFileError } from './analysis-file-error.ts';

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

type Kind = keyof typeof KINDS;

/** An analysis together with the file of its data. */
export type AnalysisSpec = { data: string; analysis: Analysis };

/**
 * Reads the text of a spec.
 *
 * @throws AnalysisFileError spec_not_json, spec_kind_unknown, spec_invalid
 */
export function readAnalysisSpec(text: string): AnalysisSpec {
  const spec = parseJson(text);
  const kind = typeof spec === 'object' && spec !== null && 'kind' in spec ? spec.kind : undefined;
  if (!isKind(kind)) {
    throw new AnalysisFileError('spec_kind_unknown', {
      kind: kind === undefined ? '(none)' : JSON.stringify(kind),
      kinds: Object.keys(KINDS).join(', '),
    });
  }
  const checked = requireShape(KINDS[kind], spec);
  return { data: checked.data, analysis: checked };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AnalysisFileError('spec_not_json', {
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

function isKind(kind: unknown): kind is Kind {
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind);
}

function requireShape<Schema extends TSchema>(schema: Schema, spec: unknown): Static<Schema> {
  if (Value.Check(schema, spec)) return spec;
  // the first one names the key itself; `anyOf` and `boolean` only repeat it
  const error = Value.Errors(schema, spec).find(
    ({ keyword }) => keyword !== 'boolean' && keyword !== 'const',
  );
  const extra = error?.keyword === 'additionalProperties' ? ` (${unknownKeys(error.params)})` : '';
  const missing = error?.keyword === 'required' ? ` (${unknownKeys(error.params)})` : '';
  throw new AnalysisFileError('spec_invalid', {
    path: error?.instancePath === '' || error === undefined ? '/' : error.instancePath,
    problem: `${error?.message ?? ''}${extra}${missing}`,
  });
}

function unknownKeys(parameters: object): string {
  return Object.values(parameters).flat().join(', ');
}
