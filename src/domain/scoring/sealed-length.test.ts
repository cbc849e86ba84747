import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from './instrument.ts';
import { hardestNow } from './instruments/hardest-now.ts';
import { phq9 } from './instruments/phq-9.ts';
import { type Answer, type Answers, scoreResponse } from './score.ts';
import { sealedLength } from './sealed-length.ts';
import { shippedInstruments } from './shipped-instruments.ts';

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

function contentOf(instrument: (typeof shippedInstruments)[number], answers: Answers) {
  const scores = scoreResponse(instrument, answers).scores.map(({ scale, ...score }) => [scale, score]);
  return { answers, scores: Object.fromEntries(scores) };
}

function answerTo(item: Item): fc.Arbitrary<Answer | undefined> {
  switch (item.kind) {
    case 'choice':
      return fc.option(fc.integer({ min: item.minimum, max: item.maximum }), { nil: undefined });
    case 'text':
      return fc.option(fc.string({ unit: 'grapheme', maxLength: item.longest }), { nil: undefined });
    default:
      return fc.subarray(
        item.options.map(({ id }) => id),
        { maxLength: item.most },
      );
  }
}

describe('the length of sealed answers and scores', () => {
  for (const instrument of shippedInstruments)
    it(`of ${instrument.id} holds whatever is answered, and tells only how long own words are`, () => {
      const answers = fc.tuple(
        ...instrument.items.map((item) => answerTo(item).map((answer) => [item.id, answer])),
      );
      fc.assert(
        fc.property(answers, (pairs) => {
          const given = Object.fromEntries(pairs.filter(([, answer]) => answer !== undefined)) as Answers;
          const closed = Object.fromEntries(
            Object.entries(given).filter(([, answer]) => !isOwnWords(instrument.items, given, answer)),
          );
          expect(bytesOf(contentOf(instrument, given))).toBeLessThanOrEqual(sealedLength(instrument, given));
          expect(sealedLength(instrument, closed)).toBe(sealedLength(instrument, {}));
        }),
        { numRuns: 50 },
      );
    });

  it('of a PHQ-9 is the same at 9 and at 10, where a cut-off lies', () => {
    const sum = (total: number) =>
      Object.fromEntries(phq9.items.map(({ id }, index) => [id, index < total - 9 ? 2 : 1]));
    expect(bytesOf(contentOf(phq9, sum(10)))).toBe(bytesOf(contentOf(phq9, sum(9))) + 1);
    expect(sealedLength(phq9, sum(10))).toBe(sealedLength(phq9, sum(9)));
  });

  it('counts own words in steps of 256 bytes', () => {
    const text = hardestNow.items.find(({ kind }) => kind === 'text');
    const withWords = (words: string) => sealedLength(hardestNow, { [text?.id ?? '']: words });
    expect(withWords('睡不着')).toBe(withWords('家里总是吵架，我不知道怎么办'));
    expect(withWords('睡不着')).toBe(sealedLength(hardestNow, {}) + 256);
    // 84 characters of three bytes and two quotation marks are 254 bytes
    expect(withWords('难'.repeat(85)) - withWords('难'.repeat(84))).toBe(256);
  });
});

function isOwnWords(items: readonly Item[], given: Answers, answer: Answer): boolean {
  return items.some(({ id, kind }) => kind === 'text' && given[id] === answer);
}
