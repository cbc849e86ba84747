import { Type } from 'typebox';
import { changeClasses } from '../domain/studies/change-counts.ts';
import { exposureKinds } from '../domain/studies/exposure-kind.ts';
import type { PooledResults } from '../domain/studies/pooled-results.ts';
import { arms } from '../domain/studies/protocol.ts';
import type { StudyRelease } from '../domain/studies/study-release.ts';
import type { StudyResults } from '../domain/studies/study-results.ts';
import { EachOf, Exactly, Id, IdParams, Instant, Nullable, OneOf, operation } from './operation.ts';

const tag = 'studies';

const Count = Type.Integer();
const Arm = OneOf(arms);
const interval = { low: Type.Number(), high: Type.Number() };
const Estimate = Exactly({ estimate: Type.Number(), ...interval });

const ArmEffect = Exactly({
  outcome: OneOf(['score', 'change'] as const, 'last score given the first, or the change since the first'),
  estimate: Type.Number({ description: 'intervention minus comparison, in points of the scale' }),
  se: Type.Number(),
  df: Nullable(Type.Number()),
  ...interval,
  p: Type.Number(),
  degrees: OneOf(['satterthwaite', 'kenward-roger'] as const),
  icc: Type.Number(),
  classes: Count,
  persons: Count,
  adjustedMeans: Nullable(EachOf(arms, Type.Number())),
  standardised: Nullable(Estimate),
});

const EffectAnswer = Exactly({
  effects: Type.Array(ArmEffect, { description: 'the planned one first' }),
  refusal: Nullable(Type.String({ description: 'why there is no effect' })),
  refused: Type.Array(Exactly({ kind: Type.String(), code: Type.String() })),
});

const EffectContrast = Exactly({
  left: Type.String(),
  right: Type.String(),
  estimate: Type.Number({ description: 'effect of the left minus that of the right, in points' }),
  ...interval,
  p: Type.Number(),
  adjustedP: Type.Number({ description: 'by Holm, over all pairs' }),
});
const Spread = Nullable(Exactly({ mean: Type.Number(), sd: Nullable(Type.Number()) }));
const BaselineCell = Exactly({ n: Count, mean: Nullable(Type.Number()), sd: Nullable(Type.Number()) });
const ChangeBasis = Nullable(
  Exactly({
    sd: Type.Number(),
    reliability: Type.Number(),
    threshold: Type.Number({ description: 'a change beyond it is reliable' }),
  }),
);

const Results = Type.Unsafe<StudyResults>(
  Exactly({
    flow: Type.Array(
      Exactly({
        arm: Arm,
        classes: Count,
        listed: Count,
        invited: Count,
        consenting: Count,
        baseline: Count,
        post: Count,
        analysed: Count,
      }),
    ),
    baseline: Type.Array(
      Exactly({
        characteristic: Type.String({ description: 'girls, age, or a scale' }),
        cells: EachOf(arms, BaselineCell),
        difference: Nullable(Type.Number({ description: 'in standard deviations' })),
      }),
    ),
    primary: Exactly({
      arms: Type.Array(Exactly({ arm: Arm, n: Count, baseline: Spread, post: Spread, change: Spread })),
      model: EffectAnswer,
      sensitivity: Nullable(
        Exactly({
          estimate: Type.Number(),
          se: Type.Number(),
          df: Nullable(Type.Number()),
          ...interval,
          p: Type.Number(),
        }),
      ),
      comparison: Nullable(
        Exactly({
          difference: Type.Number(),
          ...interval,
          hedgesG: Estimate,
          ignoresClasses: Type.Literal(true, { description: 'a description, not a test: no p value' }),
        }),
      ),
      missing: Exactly({
        arms: Type.Array(Exactly({ arm: Arm, began: Count, lost: Count })),
        shifted: Type.Array(
          Exactly({
            worseBy: Type.Number({ description: 'in standard deviations, those lost' }),
            lostIn: OneOf(['intervention', 'both'] as const),
            estimate: Type.Number(),
            ...interval,
          }),
        ),
        tipping: Nullable(
          Type.Number({ description: 'standard deviations worse at which the interval reaches zero' }),
        ),
      }),
      reliableChange: Exactly({ basis: ChangeBasis, counts: EachOf(arms, EachOf(changeClasses, Count)) }),
    }),
    secondary: Type.Array(
      Exactly({ scale: Type.String(), effect: Nullable(ArmEffect), adjustedP: Nullable(Type.Number()) }),
    ),
    exposure: Type.Array(
      Exactly({
        kind: OneOf(exposureKinds),
        persons: Count,
        classes: Count,
        received: Nullable(Exactly({ mean: Type.Number(), least: Type.Number(), most: Type.Number() })),
        effect: Nullable(Estimate),
      }),
      { description: 'exploratory: nobody was allocated to dose or fidelity' },
    ),
    hardest: Exactly({
      n: Count,
      options: Type.Array(
        Exactly({ optionId: Type.String(), count: Count, share: Type.Number(), ...interval }),
      ),
    }),
  }),
);

export const ReadStudyResults = operation({
  method: 'GET',
  url: '/api/v1/studies/:id/results',
  access: 'study.conduct',
  tag,
  summary: 'What a registered study found in the caller’s organisation',
  params: IdParams,
  response: { 200: Results },
});

const Suppressed = Exactly({
  keys: Type.Array(Nullable(Type.String({ description: 'null: the total' }))),
  count: Nullable(Type.Integer({ description: 'null: too few to be told, or needed to hide such a one' })),
});

const ReleasedCounts = {
  classesLeftOut: Count,
  flow: Type.Array(Suppressed),
  change: Type.Array(Suppressed),
  changeBasis: ChangeBasis,
  hardest: Exactly({
    n: Nullable(Count),
    options: Type.Array(Exactly({ optionId: Type.String(), first: Nullable(Count) })),
  }),
  smallestCount: Count,
};

/** Counts of a release as the owner sees them; its sums serve the models and are not shown. */
export type ReleasedCountsView = Pick<StudyRelease, keyof typeof ReleasedCounts>;

export type PooledView = PooledResults & {
  readonly released: ReadonlyArray<
    ReleasedCountsView & { readonly organisationId: string; readonly releasedAt: string }
  >;
  readonly awaited: readonly string[];
};

export const ReadPooledResults = operation({
  method: 'GET',
  url: '/api/v1/studies/:id/pooled',
  access: 'study.read',
  tag,
  summary: 'What the released sums of the participants say together; never about persons',
  params: IdParams,
  response: {
    200: Type.Unsafe<PooledView>(
      Exactly({
        regions: Type.Array(
          Exactly({
            participant: Exactly({
              organisationId: Id,
              code: Type.String(),
              name: Type.String(),
              nameEn: Nullable(Type.String()),
              regionCode: Type.String(),
            }),
            persons: Count,
            classes: Count,
            model: EffectAnswer,
          }),
        ),
        pooled: EffectAnswer,
        deviations: Type.Array(
          Exactly({ regionCode: Type.String(), estimate: Type.Number(), ...interval, p: Type.Number() }),
        ),
        regionPairs: Type.Array(EffectContrast, { description: 'each pair of regions' }),
        versions: Exactly({
          delivered: Type.Array(
            Exactly({
              playbookId: Type.String(),
              regionCodes: Type.Array(Type.String()),
              classes: Count,
              persons: Count,
              held: Type.Number({ description: 'share of the planned sessions, from 0 to 1' }),
              fidelity: Type.Number({ description: 'share of their checklists, from 0 to 1' }),
              effect: Nullable(Estimate),
            }),
          ),
          pairs: Type.Array(EffectContrast, { description: 'each pair of versions' }),
          isByRegion: Type.Boolean({
            description: 'no region delivered two versions: what differs may be the region’s',
          }),
          unrecorded: Type.Integer({
            description: 'classes of the intervention without records of sessions',
          }),
        }),
        meta: Nullable(
          Exactly({
            estimate: Type.Number(),
            ...interval,
            tau2: Type.Number(),
            tau2Low: Nullable(Type.Number()),
            tau2High: Nullable(Type.Number()),
            i2: Nullable(Type.Number()),
            qP: Nullable(Type.Number()),
            predictionLow: Nullable(Type.Number()),
            predictionHigh: Nullable(Type.Number()),
          }),
        ),
        released: Type.Array(Exactly({ organisationId: Id, releasedAt: Instant, ...ReleasedCounts })),
        awaited: Type.Array(Id, { description: 'participants whose sums have not come' }),
      }),
    ),
  },
});

const reportFormats = ['html', 'docx', 'pdf', 'json'] as const;

const ReportQuery = Exactly({
  format: OneOf(
    reportFormats,
    'html: one page with everything inside; docx: for Word; json: specification and sums for `nuantu analyse`',
  ),
  language: Type.Optional(OneOf(['zh', 'en'] as const, 'the reader’s own where left out')),
});

const ReportFile = Type.Unsafe<Uint8Array>(Type.String({ description: 'a file of the format asked for' }));

export const ReadStudyReport = operation({
  method: 'GET',
  url: '/api/v1/studies/:id/results/report',
  access: 'study.conduct',
  tag,
  summary: 'The report of what a registered study found in the caller’s organisation',
  params: IdParams,
  query: ReportQuery,
  response: { 200: ReportFile },
});

export const ReadPooledReport = operation({
  method: 'GET',
  url: '/api/v1/studies/:id/pooled/report',
  access: 'study.read',
  tag,
  summary: 'The report of what the released sums say together',
  params: IdParams,
  query: ReportQuery,
  response: { 200: ReportFile },
});
