import { describe, expect, it } from 'vitest';
import { keyItems } from './instruments/likert-items.ts';
import type { Instrument } from './instrument.ts';
import { phq9 } from './instruments/phq-9.ts';
import { scaleRange } from './score.ts';
import { findShippedInstrument, growthForm, shippedInstruments } from './shipped-instruments.ts';
import { validateInstrument, type InstrumentFaultCode } from './validate-instrument.ts';

function reversedNumbers(code: string): number[] {
  const items = findShippedInstrument(`${code}@1`)?.items ?? [];
  return items.flatMap((item, index) => (item.kind === 'choice' && item.isReverse ? [index + 1] : []));
}

function scaleNumbers(code: string, scaleId: string): number[] {
  const instrument = findShippedInstrument(`${code}@1`);
  const scale = instrument?.scales.find(({ id }) => id === scaleId);
  return (scale?.items ?? []).map((id) => (instrument?.items.findIndex((item) => item.id === id) ?? -1) + 1);
}

describe('the shipped instruments', () => {
  it.each(shippedInstruments.map((instrument) => [instrument.id, instrument] as const))(
    '%s has no fault',
    (id, instrument) => {
      expect(validateInstrument(instrument)).toEqual([]);
      expect(id).toBe(`${instrument.code}@${instrument.version}`);
    },
  );

  it('have ids of their own, and item ids that no other instrument uses', () => {
    const ids = shippedInstruments.map(({ id }) => id);
    const itemIds = shippedInstruments.flatMap(({ items }) => items.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(itemIds).size).toBe(itemIds.length);
  });

  // oracle: the total ranges that the publications named in each instrument print
  it.each([
    ['phq-9', 9, 0, 27],
    ['gad-7', 7, 0, 21],
    ['k6', 6, 0, 24],
    ['k10', 10, 10, 50],
    ['mspss', 12, 1, 7],
    ['ces-d', 20, 0, 60],
    ['who-5', 5, 0, 100],
    ['cyrm-r-5', 17, 17, 85],
    ['cyrm-r-3', 17, 17, 51],
    ['arm-r-5', 17, 17, 85],
    ['arm-r-3', 17, 17, 51],
    ['rses-2-5-6-8-9', 10, 10, 40],
    ['rses-3-5-8-9-10', 10, 10, 40],
    ['rsca-27', 27, 27, 135],
    ['essa', 16, 16, 80],
    ['brs', 6, 1, 5],
    ['pss-10', 10, 0, 40],
    ['ucla-6', 6, 6, 24],
    ['ders-16', 16, 16, 80],
    ['growth-check', 15, 1, 5],
  ])('%s has %i items and a total from %i to %i', (code, count, lowest, highest) => {
    const instrument = findShippedInstrument(`${code}@1`);
    const total = instrument?.scales[0];
    expect(instrument?.items).toHaveLength(count);
    expect(instrument !== undefined && total !== undefined && scaleRange(instrument, total)).toEqual({
      lowest,
      highest,
    });
  });

  // oracle: the keys as published, see the source of each instrument
  it.each([
    ['ces-d', [4, 8, 12, 16]],
    ['rses-2-5-6-8-9', [2, 5, 6, 8, 9]],
    ['rses-3-5-8-9-10', [3, 5, 8, 9, 10]],
    ['rsca-27', [1, 2, 5, 6, 9, 12, 15, 16, 17, 21, 26, 27]],
    ['brs', [2, 4, 6]],
    ['pss-10', [4, 5, 7, 8]],
    // oracle of the own one: the items whose wording goes against the dimension
    ['growth-check', [7, 11, 14, 15]],
    ['phq-9', []],
    ['erq', []],
  ])('%s reverses the items %j', (code, numbers) => {
    expect(reversedNumbers(code)).toEqual(numbers);
  });

  it.each([
    ['mspss', 'significant_other', [1, 2, 5, 10]],
    ['mspss', 'family', [3, 4, 8, 11]],
    ['mspss', 'friends', [6, 7, 9, 12]],
    ['erq', 'reappraisal', [1, 3, 5, 7, 8, 10]],
    ['erq', 'suppression', [2, 4, 6, 9]],
    ['rsca-27', 'goal_focus', [3, 4, 11, 20, 24]],
    ['rsca-27', 'emotion_control', [1, 2, 5, 21, 23, 27]],
    ['rsca-27', 'positive_cognition', [10, 13, 14, 25]],
    ['rsca-27', 'family_support', [8, 15, 16, 17, 19, 22]],
    ['rsca-27', 'peer_support', [6, 7, 9, 12, 18, 26]],
    ['growth-check', 'goal_focus', [1, 6, 11]],
  ])('%s counts for %s the items %j', (code, scale, numbers) => {
    expect(scaleNumbers(code, scale)).toEqual(numbers);
  });

  it.each(['mspss', 'rsca-27', 'essa', 'ders-16', 'growth-check', 'erq'])(
    '%s gives each item to exactly one dimension',
    (code) => {
      const instrument = findShippedInstrument(`${code}@1`);
      const dimensions = instrument?.scales.filter(({ id }) => id !== 'total') ?? [];
      const counted = dimensions.flatMap(({ items }) => items).sort();
      expect(counted).toEqual(instrument?.items.map(({ id }) => id).sort());
    },
  );

  it('show no wording of which the licence does not allow it', () => {
    for (const instrument of shippedInstruments.filter(({ licence }) => licence.tier === 'B')) {
      expect(instrument.items.every((item) => item.text === undefined)).toBe(true);
    }
  });

  it('include all those of the form that a class answers', () => {
    expect(growthForm.instruments.map((id) => findShippedInstrument(id)?.id)).toEqual(growthForm.instruments);
  });

  it('say of the own one that it is not validated', () => {
    const own = findShippedInstrument('growth-check@1');
    expect(own?.licence.note.zh).toContain('未经信效度验证');
    expect(own?.reliability).toEqual([]);
    expect(own?.cutOffs).toEqual([]);
  });
});

describe('a faulty instrument', () => {
  const [
    scale = {
      id: '',
      title: { zh: '', en: '' },
      items: [],
      method: 'sum',
      mostMissing: 0,
      betterWhen: 'lower',
    },
  ] = phq9.scales;
  const [cutOff] = phq9.cutOffs;
  const [reliability] = phq9.reliability;
  const [first, ...others] = phq9.items;
  const text = { zh: '题', en: 'item' };
  const option = { id: 'a', text };

  it.each<[InstrumentFaultCode, Partial<Instrument>]>([
    ['no_items', { items: [], scales: [], cutOffs: [], reliability: [] }],
    ['repeated_id', { items: [...phq9.items, ...phq9.items.slice(0, 1)] }],
    ['empty_range', { items: [...keyItems(9, { prefix: 'phq9', minimum: 3, maximum: 3 })], wording: 'none' }],
    [
      'labels_do_not_match_range',
      { items: phq9.items.map((item) => (item.kind === 'choice' ? { ...item, maximum: 4 } : item)) },
    ],
    ['wording_missing', { items: [...keyItems(1, { prefix: 'phq9', minimum: 0, maximum: 3 }), ...others] }],
    ['wording_not_licensed', { licence: { ...phq9.licence, tier: 'B' } }],
    [
      'alert_out_of_range',
      {
        items: phq9.items.map((item) =>
          item === first ? { ...item, alert: { atLeast: 9, kind: 'self_harm' } } : item,
        ) as Instrument['items'],
      },
    ],
    [
      'too_few_options',
      { items: [...phq9.items, { kind: 'multiple', id: 'm', text, most: 1, options: [option] }] },
    ],
    [
      'selection_limit',
      {
        items: [
          ...phq9.items,
          { kind: 'ranking', id: 'm', text, most: 3, options: [option, { id: 'b', text }] },
        ],
      },
    ],
    ['scale_without_items', { scales: [{ ...scale, items: [] }], cutOffs: [], reliability: [] }],
    ['scale_item_unknown', { scales: [{ ...scale, items: ['phq9-10'] }], cutOffs: [] }],
    [
      'scale_item_not_a_choice',
      {
        items: [...phq9.items, { kind: 'text', id: 't', text, longest: 9 }],
        scales: [{ ...scale, items: ['t'] }],
        cutOffs: [],
      },
    ],
    ['scale_item_repeated', { scales: [{ ...scale, items: [...scale.items, 'phq9-1'] }] }],
    [
      'scale_ranges_differ',
      {
        items: phq9.items.map((item) =>
          item === first && item.kind === 'choice'
            ? { ...item, minimum: -1, labels: [text, text, text, text, text] }
            : item,
        ),
      },
    ],
    ['scale_tolerates_too_many_missing', { scales: [{ ...scale, mostMissing: 4 }] }],
    ['cut_off_scale_unknown', { cutOffs: cutOff === undefined ? [] : [{ ...cutOff, scale: 'none' }] }],
    ['cut_off_out_of_range', { cutOffs: cutOff === undefined ? [] : [{ ...cutOff, value: 28 }] }],
    [
      'reliability_scale_unknown',
      { reliability: reliability === undefined ? [] : [{ ...reliability, scale: 'none' }] },
    ],
    [
      'reliability_out_of_range',
      { reliability: reliability === undefined ? [] : [{ ...reliability, r: 1 }] },
    ],
  ])('is told apart: %s', (code, change) => {
    const codes = validateInstrument({ ...phq9, ...change }).map((fault) => fault.code);
    expect(codes).toContain(code);
  });

  it('is refused when a key reverses an item that does not exist', () => {
    expect(() => keyItems(5, { prefix: 'x', minimum: 0, maximum: 3, reverse: [6] })).toThrow(RangeError);
  });
});
