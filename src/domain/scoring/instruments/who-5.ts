import type { Instrument, Source } from '../instrument.ts';
import { keyOnly } from './licence.ts';
import { itemIds, keyItems } from './likert-items.ts';

const topp: Source = {
  citation: 'Topp, Østergaard, Søndergaard & Bech (2015), Psychother Psychosom 84:167–176',
  isConfirmed: true,
};

/** Non-commercial licence of the WHO; the raw sum 0–25 is shown times four. */
export const who5: Instrument = {
  id: 'who-5@1',
  code: 'who-5',
  version: '1',
  title: { zh: '世界卫生组织幸福指数（WHO-5）', en: 'WHO-5 Well-Being Index' },
  wording: 'none',
  licence: keyOnly,
  source: topp,
  items: keyItems(5, { prefix: 'who5', minimum: 0, maximum: 5 }),
  scales: [
    {
      id: 'total',
      title: { zh: '百分制得分', en: 'Score out of 100' },
      items: itemIds('who5', { count: 5 }),
      method: 'sum',
      factor: 4,
      mostMissing: 0,
      betterWhen: 'higher',
    },
  ],
  cutOffs: [
    {
      scale: 'total',
      bound: 'at_most',
      value: 50,
      title: { zh: '幸福感偏低，建议进一步了解', en: 'low well-being, worth a closer look' },
      population: { zh: '成人与青少年', en: 'adults and adolescents' },
      source: topp,
    },
  ],
  reliability: [],
};
