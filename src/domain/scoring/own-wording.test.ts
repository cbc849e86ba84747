import { describe, expect, it } from 'vitest';
import { bilingual } from '../language.ts';
import { gad7 } from './instruments/gad-7.ts';
import { who5 } from './instruments/who-5.ts';
import { findWordingFaults, type OwnWording, withOwnWording } from './own-wording.ts';
import { scoreResponse } from './score.ts';
import { validateInstrument } from './validate-instrument.ts';

const own: OwnWording = {
  items: Object.fromEntries(
    who5.items.map(({ id }, index) => [id, bilingual(`第 ${index + 1} 题`, `item ${index + 1}`)]),
  ),
  labels: Array.from({ length: 6 }, (_, value) => bilingual(`选项 ${value}`, `option ${value}`)),
};

describe('an own wording', () => {
  it('makes a bare key ready to be answered, and leaves its scores alone', () => {
    const worded = withOwnWording(who5, own);
    expect(findWordingFaults(who5, own)).toEqual([]);
    expect(validateInstrument(worded)).toEqual([]);
    expect(worded.wording).toBe('licensed');
    const answers = Object.fromEntries(who5.items.map(({ id }) => [id, 3]));
    expect(scoreResponse(worded, answers)).toEqual(scoreResponse(who5, answers));
  });

  it('names each item without a text, each text without an item, and labels that miss the range', () => {
    const { 'who5-2': _left, ...others } = own.items;
    const wrong = { items: { ...others, 'who5-6': bilingual('多', 'more') }, labels: own.labels.slice(1) };
    expect(findWordingFaults(who5, wrong)).toEqual([
      { code: 'item_missing', itemId: 'who5-2' },
      { code: 'unknown_item', itemId: 'who5-6' },
      { code: 'labels_do_not_match_range', itemId: '' },
    ]);
    expect(findWordingFaults(gad7, own).length).toBeGreaterThan(0);
  });
});
