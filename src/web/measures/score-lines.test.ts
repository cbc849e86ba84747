import { expect, test } from 'vitest';
import { shippedInstruments } from '../../domain/scoring/shipped-instruments.ts';
import { scoreLines } from './score-lines.ts';

const basis = { reliability: 0.84, kind: 'retest' as const, citation: 'Kroenke 2001', sd: 5, n: 40 };
const change = {
  since: '2026-09-01T00:00:00.000Z',
  difference: -8,
  index: -2.8,
  class: 'improved' as const,
  reason: null,
  persons: null,
  basis,
};
const response = (answeredAt: string, value: number | null, isLater: boolean) => ({
  id: answeredAt,
  instrumentId: 'phq-9@1',
  campaignId: null,
  wave: null,
  answeredAt,
  recordedFrom: null,
  keptApart: null,
  isLookedAt: false,
  scores: [
    {
      scale: 'total',
      value,
      answered: 9,
      missing: 0,
      cutOff: null,
      change: isLater && value !== null ? change : null,
    },
  ],
});

test('a scale that was measured twice is a line from the first to the last, with the band of what is noise', () => {
  const lines = scoreLines(shippedInstruments, [
    response('2026-11-01T00:00:00.000Z', 6, true),
    response('2026-10-01T00:00:00.000Z', null, true),
    response('2026-09-01T00:00:00.000Z', 14, false),
  ]);
  expect(lines).toHaveLength(1);
  const [line] = lines;
  expect(line).toMatchObject({ instrumentId: 'phq-9@1', scale: 'total', low: 0, high: 27 });
  expect(line?.points.map(({ value }) => value)).toEqual([14, 6]);
  // oracle: 1.96 × 5 × √(2 × 0.16), by hand
  expect(line?.threshold).toBeCloseTo(5.5437, 3);
});

test('a scale that was measured once is no line', () => {
  expect(scoreLines(shippedInstruments, [response('2026-09-01T00:00:00.000Z', 14, false)])).toEqual([]);
});
