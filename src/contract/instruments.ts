import { Type } from 'typebox';
import type { Texts as DomainTexts } from '../domain/language.ts';
import type { Instrument as DomainInstrument } from '../domain/scoring/instrument.ts';
import type { ScaleQuality } from '../domain/scoring/psychometrics.ts';
import { Exactly, Instant, Nullable, OneOf, operation, PlainText } from './operation.ts';

const tag = 'measures';

/** Code and version: `phq-9@1`. */
export const InstrumentId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,38}@[0-9]{1,4}$', maxLength: 44 });

const Texts = Exactly({ zh: Type.String(), en: Type.String() });
const Source = Exactly({ citation: Type.String(), isConfirmed: Type.Boolean() });
const AlertKind = OneOf(['self_harm', 'harm_by_others'] as const);

const ChoiceItem = Exactly({
  kind: Type.Literal('choice'),
  id: Type.String(),
  text: Type.Optional(Texts),
  minimum: Type.Integer(),
  maximum: Type.Integer(),
  labels: Type.Optional(Type.Array(Texts)),
  isReverse: Type.Boolean(),
  alert: Type.Optional(Exactly({ atLeast: Type.Integer(), kind: AlertKind })),
});

const SelectionItem = Exactly({
  kind: OneOf(['ranking', 'multiple'] as const),
  id: Type.String(),
  text: Texts,
  most: Type.Integer(),
  options: Type.Array(
    Exactly({
      id: Type.String(),
      text: Texts,
      alert: Type.Optional(AlertKind),
      isExclusive: Type.Optional(Type.Boolean()),
    }),
  ),
});

const TextItem = Exactly({
  kind: Type.Literal('text'),
  id: Type.String(),
  text: Texts,
  longest: Type.Integer(),
});

/** A questionnaire in one version, as src/domain/scoring knows it. */
export const Instrument = Type.Unsafe<DomainInstrument>(
  Exactly({
    id: InstrumentId,
    code: Type.String(),
    version: Type.String(),
    title: Texts,
    instruction: Type.Optional(Texts),
    wording: OneOf(
      ['own', 'rendering', 'licensed', 'none'] as const,
      'own: by this project; rendering: translated by it, to be replaced; licensed: entered by the organisation; none: key only',
    ),
    licence: Exactly({ tier: OneOf(['A', 'B'] as const), note: Texts }),
    loinc: Type.Optional(
      Exactly({ panel: Type.Optional(Type.String()), total: Type.Optional(Type.String()) }),
    ),
    source: Source,
    items: Type.Array(Type.Union([ChoiceItem, SelectionItem, TextItem])),
    scales: Type.Array(
      Exactly({
        id: Type.String(),
        title: Texts,
        items: Type.Array(Type.String()),
        method: OneOf(['sum', 'mean'] as const),
        factor: Type.Optional(Type.Number()),
        mostMissing: Type.Integer(),
        betterWhen: OneOf(['higher', 'lower'] as const),
      }),
    ),
    cutOffs: Type.Array(
      Exactly({
        scale: Type.String(),
        bound: OneOf(['at_least', 'at_most'] as const),
        value: Type.Number(),
        title: Texts,
        population: Texts,
        source: Source,
      }),
    ),
    reliability: Type.Array(
      Exactly({
        scale: Type.String(),
        kind: OneOf(['alpha', 'retest'] as const),
        r: Type.Number(),
        population: Texts,
        source: Source,
      }),
    ),
  }),
);

export const ListInstruments = operation({
  method: 'GET',
  url: '/api/v1/instruments',
  access: 'signed_in',
  tag,
  summary: 'Questionnaires with their keys; wording is the organisation’s own where it entered one',
  response: { 200: Exactly({ items: Type.Array(Instrument) }) },
});

const EnteredTexts = Type.Unsafe<DomainTexts>(
  Exactly({
    zh: PlainText({ minLength: 1, maxLength: 500 }),
    en: PlainText({ minLength: 1, maxLength: 500 }),
  }),
);

export const EnterWording = operation({
  method: 'PUT',
  url: '/api/v1/instruments/:id/wording',
  access: 'campaign.manage',
  tag,
  summary:
    'Enter licensed or validated texts, with the licence: kept for this organisation, each entry a version of its own',
  params: Exactly({ id: InstrumentId }),
  body: Exactly({
    instruction: Type.Optional(EnteredTexts),
    items: Type.Record(Type.String({ maxLength: 60 }), EnteredTexts, { maxProperties: 200 }),
    labels: Type.Array(EnteredTexts, { minItems: 2, maxItems: 11 }),
    licenceNote: PlainText({ minLength: 1, maxLength: 1000 }),
  }),
  response: {
    200: Exactly({
      instrumentId: InstrumentId,
      version: Type.Integer(),
      licenceNote: Type.String(),
      createdAt: Instant,
    }),
  },
});

const Share = Type.Number({ description: 'share of persons' });
const Possible = Nullable(Type.Number());

export const ReadPsychometrics = operation({
  method: 'GET',
  url: '/api/v1/instruments/:id/psychometrics',
  access: 'study.conduct',
  tag,
  summary:
    'How well a questionnaire measured in the organisation, by the first answers of its persons: reliability, items, ends of the scales; never one person’s answers',
  params: Exactly({ id: InstrumentId }),
  response: {
    200: Type.Unsafe<{ persons: number; scales: ScaleQuality[] }>(
      Exactly({
        persons: Type.Integer(),
        scales: Type.Array(
          Exactly({
            scale: Type.String(),
            n: Type.Integer({ description: 'persons who answered every item' }),
            reliability: Nullable(
              Exactly({ alpha: Type.Number(), alphaLow: Type.Number(), alphaHigh: Type.Number() }),
            ),
            omega: Nullable(Exactly({ omega: Type.Number(), low: Type.Number(), high: Type.Number() })),
            standardError: Possible,
            floor: Share,
            ceiling: Share,
            retest: Nullable(
              Exactly({
                n: Type.Integer({ description: 'persons who answered twice, without a group between' }),
                medianDays: Type.Number(),
                icc: Nullable(Exactly({ estimate: Type.Number(), low: Type.Number(), high: Type.Number() })),
                detectableChange: Possible,
              }),
            ),
            items: Type.Array(
              Exactly({
                itemId: Type.String(),
                isReverse: Type.Boolean(),
                mean: Type.Number(),
                sd: Type.Number(),
                itemRestCorrelation: Possible,
                alphaIfDropped: Possible,
              }),
            ),
          }),
        ),
      }),
    ),
  },
});
