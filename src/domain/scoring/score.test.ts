import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachedCutOff } from './cut-off.ts';
import type { ChoiceItem, Instrument } from './instrument.ts';
import { growthCheck } from './instruments/growth-check.ts';
import { hardestNow } from './instruments/hardest-now.ts';
import { cesD } from './instruments/ces-d.ts';
import { phq9 } from './instruments/phq-9.ts';
import { who5 } from './instruments/who-5.ts';
import { scoreResponse, type Answer, type Answers } from './score.ts';
import { shippedInstruments } from './shipped-instruments.ts';

function choices(instrument: Instrument): ChoiceItem[] {
  return instrument.items.filter((item) => item.kind === 'choice');
}

function answerAll(instrument: Instrument, answer: (item: ChoiceItem) => number): Record<string, number> {
  return Object.fromEntries(choices(instrument).map((item) => [item.id, answer(item)]));
}

function valueOf(instrument: Instrument, answers: Answers, scale = 'total'): number | null | undefined {
  return scoreResponse(instrument, answers).scores.find((score) => score.scale === scale)?.value;
}

describe('a score', () => {
  it('of PHQ-9 is the sum of its answers', () => {
    const answers = { 'phq9-1': 1, 'phq9-2': 2, 'phq9-3': 3, 'phq9-4': 0, 'phq9-5': 1 };
    const rest = { 'phq9-6': 1, 'phq9-7': 2, 'phq9-8': 0, 'phq9-9': 0 };
    expect(valueOf(phq9, { ...answers, ...rest })).toBe(10);
  });

  it('of WHO-5 is four times the sum', () => {
    expect(
      valueOf(
        who5,
        answerAll(who5, () => 3),
      ),
    ).toBe(60);
  });

  it('of CES-D counts four answers the other way round', () => {
    expect(
      valueOf(
        cesD,
        answerAll(cesD, () => 0),
      ),
    ).toBe(12);
    expect(
      valueOf(cesD, { ...answerAll(cesD, () => 0), 'cesd-4': 3, 'cesd-8': 3, 'cesd-12': 3, 'cesd-16': 3 }),
    ).toBe(0);
  });

  it('of a dimension is the mean of its own three items', () => {
    const answers = { ...answerAll(growthCheck, () => 3), 'growth-1': 5, 'growth-6': 4, 'growth-11': 1 };
    expect(valueOf(growthCheck, answers, 'goal_focus')).toBeCloseTo(14 / 3, 12);
    expect(valueOf(growthCheck, answers, 'family_support')).toBe(3);
  });

  it('replaces up to two missing answers of PHQ-9 by the mean of the others, and gives none beyond', () => {
    const { 'phq9-8': _, 'phq9-9': __, ...seven } = answerAll(phq9, (item) => (item.id === 'phq9-1' ? 3 : 1));
    expect(scoreResponse(phq9, seven).scores).toEqual([
      { scale: 'total', value: expect.closeTo(9 + (2 * 9) / 7, 10) as number, answered: 7, missing: 2 },
    ]);
    expect(scoreResponse(phq9, { ...seven, 'phq9-7': null }).scores).toEqual([
      { scale: 'total', value: null, answered: 6, missing: 3 },
    ]);
  });

  it('is missing, not zero, for somebody who answered nothing', () => {
    expect(valueOf(phq9, {})).toBeNull();
  });
});

describe('an answer that cannot be', () => {
  it.each<[Instrument, string, Answer, string]>([
    [phq9, 'phq9-1', 4, 'out_of_range'],
    [phq9, 'phq9-1', -1, 'out_of_range'],
    [phq9, 'phq9-1', 1.5, 'not_a_whole_number'],
    [phq9, 'phq9-1', Number.NaN, 'not_a_whole_number'],
    [phq9, 'phq9-1', '1', 'wrong_type'],
    [phq9, 'phq9-10', 1, 'unknown_item'],
    [hardestNow, 'hardest', 1, 'wrong_type'],
    [hardestNow, 'hardest', ['weather'], 'unknown_option'],
    [hardestNow, 'hardest', ['money', 'money'], 'repeated_option'],
    [hardestNow, 'hardest', ['money', 'body', 'peers', 'parents'], 'too_many_options'],
    [hardestNow, 'hardest', ['money', 'nothing'], 'not_together'],
    [hardestNow, 'tell_us', '字'.repeat(501), 'too_long'],
    [hardestNow, 'tell_us', 5, 'wrong_type'],
  ])('%# is named and counts as missing', (instrument, itemId, answer, code) => {
    const scored = scoreResponse(instrument, { [itemId]: answer });
    expect(scored.errors).toEqual([{ itemId, code }]);
    expect(scored.alerts).toEqual([]);
    expect(scored.scores.every(({ answered }) => answered === 0)).toBe(true);
  });

  it('is not the same as no answer', () => {
    expect(scoreResponse(hardestNow, { hardest: [], tell_us: '' }).errors).toEqual([]);
    expect(scoreResponse(phq9, { 'phq9-1': null }).errors).toEqual([]);
  });
});

describe('an alert', () => {
  it.each([1, 2, 3])(
    'is raised by the answer %i to the ninth item of PHQ-9, whatever else is missing',
    (answer) => {
      expect(scoreResponse(phq9, { 'phq9-9': answer }).alerts).toEqual([
        { itemId: 'phq9-9', kind: 'self_harm' },
      ]);
      const withError = scoreResponse(phq9, { 'phq9-9': answer, 'phq9-1': 99 });
      expect(withError.alerts).toHaveLength(1);
    },
  );

  it.each<[Instrument, string, Answer]>([
    [phq9, 'phq9-9', 4],
    [phq9, 'phq9-9', 2.5],
    [phq9, 'phq9-9', '3'],
    [phq9, 'phq9-9', '3 times'],
    [phq9, 'phq9-9', '３分'],
    [phq9, 'phq9-9', ['3']],
    [phq9, 'phq9-9', ['{"value":3}']],
    [phq9, 'phq9-9', ['true']],
    [hardestNow, 'hardest', 'being_hurt'],
    [hardestNow, 'hardest', ['{"hardest":["being_hurt"]}']],
    [hardestNow, 'hardest', ['being_hurt', 'weather']],
    [hardestNow, 'hardest', ['being_hurt', 'money', 'body', 'peers', 'parents']],
  ])(
    '%# is raised by what is no valid answer and can still be read as calling for help',
    (instrument, itemId, answer) => {
      const { alerts, errors } = scoreResponse(instrument, { [itemId]: answer });
      expect(errors).toHaveLength(1);
      expect(alerts).toMatchObject([{ itemId }]);
    },
  );

  it.each<Answer>(['0 times', ['0'], ['false'], '-3', 'often', -1, Number.NaN])(
    '%# is not raised by what says nothing',
    (answer) => {
      expect(scoreResponse(phq9, { 'phq9-9': answer }).alerts).toEqual([]);
    },
  );

  it('is not raised by "not at all", nor by the highest answers to the other items', () => {
    const answers = answerAll(phq9, (item) => (item.id === 'phq9-9' ? 0 : 3));
    expect(scoreResponse(phq9, answers).alerts).toEqual([]);
  });

  it('is raised by a child who names being hurt among the hardest things', () => {
    expect(scoreResponse(hardestNow, { hardest: ['money', 'being_hurt'] }).alerts).toEqual([
      { itemId: 'hardest', kind: 'harm_by_others' },
    ]);
  });
});

describe('how far a score goes', () => {
  // oracle: Kroenke, Spitzer & Williams (2001); for adolescents in Taiwan Tsai et al. (2014)
  it.each([
    [4, undefined],
    [5, 'mild symptoms'],
    [9, 'mild symptoms'],
    [10, 'moderate symptoms'],
    [14, 'moderate symptoms'],
    [15, 'possible major depression, talk in person'],
    [19, 'possible major depression, talk in person'],
    [20, 'severe symptoms'],
    [27, 'severe symptoms'],
  ])('of PHQ-9 at %i is worded %s', (value, title) => {
    expect(reachedCutOff(phq9, { scale: 'total', value, answered: 9, missing: 0 })?.title.en).toBe(title);
  });

  it('of WHO-5 is reached from above, at 50 and below', () => {
    const score = { scale: 'total', answered: 5, missing: 0 };
    expect(reachedCutOff(who5, { ...score, value: 52 })).toBeUndefined();
    expect(reachedCutOff(who5, { ...score, value: 48 })?.value).toBe(50);
  });

  it('is not told of a score that could not be computed', () => {
    expect(reachedCutOff(phq9, { scale: 'total', value: null, answered: 0, missing: 9 })).toBeUndefined();
  });

  it.each(
    shippedInstruments.filter(({ cutOffs }) => cutOffs.length > 0).map((one) => [one.id, one] as const),
  )('has at each bound of %s the word of that bound, and a step before it another one', (_, instrument) => {
    for (const { scale, bound, value } of instrument.cutOffs) {
      const at = (score: number) =>
        reachedCutOff(instrument, { scale, value: score, answered: 1, missing: 0 });
      expect(at(value)).toMatchObject({ bound, value });
      expect(at(bound === 'at_least' ? value - 0.5 : value + 0.5)?.value).not.toBe(value);
    }
  });
});

describe('laws of scoring', () => {
  const anyInstrument = fc.constantFrom(...shippedInstruments);
  const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
    fc.integer({ min: -2, max: 9 }),
    fc.double(),
    fc.string(),
    fc.array(fc.constantFrom('money', 'nothing', 'being_hurt', 'x')),
    fc.constant(null),
  );

  it('nothing that a device sends makes it throw, and each scale reports all of its items', () => {
    fc.assert(
      fc.property(anyInstrument, fc.array(anyAnswer, { maxLength: 30 }), (instrument, given) => {
        const ids = [...instrument.items.map(({ id }) => id), 'toString', '__proto__'];
        const answers = Object.fromEntries(
          ids.flatMap((id, index) => (index in given ? [[id, given[index] ?? null]] : [])),
        );
        for (const [index, score] of scoreResponse(instrument, answers).scores.entries()) {
          expect(score.answered + score.missing).toBe(instrument.scales[index]?.items.length);
          expect(score.value === null || Number.isFinite(score.value)).toBe(true);
        }
      }),
    );
  });

  it('raising one answer by one moves each scale of that item one step, down when the item is reversed', () => {
    for (const instrument of shippedInstruments) {
      const lowest = answerAll(instrument, (item) => item.minimum);
      for (const item of choices(instrument)) {
        const raised = { ...lowest, [item.id]: item.minimum + 1 };
        for (const scale of instrument.scales.filter(({ items }) => items.includes(item.id))) {
          const step =
            ((scale.factor ?? 1) / (scale.method === 'mean' ? scale.items.length : 1)) *
            (item.isReverse ? -1 : 1);
          const change =
            (valueOf(instrument, raised, scale.id) ?? 0) - (valueOf(instrument, lowest, scale.id) ?? 0);
          expect([item.id, scale.id, change]).toEqual([item.id, scale.id, expect.closeTo(step, 10)]);
        }
      }
    }
  });
});
