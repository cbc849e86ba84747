import type { Instrument } from '../instrument.ts';
import { keyOnly } from './licence.ts';
import { itemIds, keyItems } from './likert-items.ts';

/**
 * Printed forms order the ten items differently, so the reversed numbers differ: the form is part of the code, and a
 * site must choose the one that matches its paper.
 */
function selfEsteemForm(reverse: readonly number[]): Instrument {
  const form = reverse.join('-');
  const prefix = `rses${reverse.join('')}`;
  return {
    id: `rses-${form}@1`,
    code: `rses-${form}`,
    version: '1',
    title: {
      zh: `罗森伯格自尊量表（反向题 ${reverse.join('、')}）`,
      en: `Rosenberg Self-Esteem Scale (reversed items ${reverse.join(', ')})`,
    },
    wording: 'none',
    licence: keyOnly,
    loinc: { panel: '62931-1' },
    source: { citation: 'Rosenberg (1965), Society and the Adolescent Self-Image', isConfirmed: false },
    items: keyItems(10, { prefix, minimum: 1, maximum: 4, reverse }),
    scales: [
      {
        id: 'total',
        title: { zh: '总分', en: 'Total' },
        items: itemIds(prefix, { count: 10 }),
        method: 'sum',
        mostMissing: 2,
        betterWhen: 'higher',
      },
    ],
    cutOffs: [],
    reliability: [],
  };
}

export const rosenbergForms: readonly Instrument[] = [
  selfEsteemForm([2, 5, 6, 8, 9]),
  selfEsteemForm([3, 5, 8, 9, 10]),
];
