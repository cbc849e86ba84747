import type { Instrument, Source } from '../instrument.ts';
import { keyOnly } from './licence.ts';
import { itemIds, keyItems } from './likert-items.ts';

const jefferies: Source = {
  citation: 'Jefferies, McGarrigle & Ungar (2019), J Evid Based Soc Work 16:70–92',
  isConfirmed: true,
};

interface Form {
  code: string;
  highest: 3 | 5;
  zh: string;
  en: string;
}

/** Seventeen items, summed; children and adults answer the same key under two names, each on three or five points. */
function resilienceMeasure({ code, highest, zh, en }: Form): Instrument {
  const prefix = code.replaceAll('-', '');
  return {
    id: `${code}@1`,
    code,
    version: '1',
    title: { zh: `${zh}，${highest} 点`, en: `${en}, ${highest} points` },
    wording: 'none',
    licence: keyOnly,
    source: jefferies,
    items: keyItems(17, { prefix, minimum: 1, maximum: highest }),
    scales: [
      {
        id: 'total',
        title: { zh: '总分', en: 'Total' },
        items: itemIds(prefix, { count: 17 }),
        method: 'sum',
        mostMissing: 3,
        betterWhen: 'higher',
      },
    ],
    cutOffs: [],
    reliability: [],
  };
}

const child = { zh: '儿童青少年抗逆力量表（CYRM-R）', en: 'Child and Youth Resilience Measure (CYRM-R)' };
const adult = { zh: '成人抗逆力量表（ARM-R）', en: 'Adult Resilience Measure (ARM-R)' };

export const cyrmR5 = resilienceMeasure({ code: 'cyrm-r-5', highest: 5, ...child });
export const cyrmR3 = resilienceMeasure({ code: 'cyrm-r-3', highest: 3, ...child });
export const armR5 = resilienceMeasure({ code: 'arm-r-5', highest: 5, ...adult });
export const armR3 = resilienceMeasure({ code: 'arm-r-3', highest: 3, ...adult });
