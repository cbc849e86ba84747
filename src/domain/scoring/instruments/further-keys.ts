import type { Instrument, Scale } from '../instrument.ts';
import { keyOnly } from './licence.ts';
import { itemIds, keyItems, type LikertKey } from './likert-items.ts';

interface Key extends LikertKey {
  code: string;
  zh: string;
  en: string;
  count: number;
  method: Scale['method'];
  mostMissing: number;
  betterWhen: Scale['betterWhen'];
  citation: string;
  isConfirmed: boolean;
  subscales?: readonly { id: string; zh: string; en: string; items: readonly number[] }[];
}

function keyed(key: Key): Instrument {
  const { method, betterWhen } = key;
  return {
    id: `${key.code}@1`,
    code: key.code,
    version: '1',
    title: { zh: key.zh, en: key.en },
    wording: 'none',
    licence: keyOnly,
    source: { citation: key.citation, isConfirmed: key.isConfirmed },
    items: keyItems(key.count, key),
    scales: [
      {
        id: 'total',
        title: method === 'sum' ? { zh: '总分', en: 'Total' } : { zh: '平均分', en: 'Mean' },
        items: itemIds(key.prefix, { count: key.count }),
        method,
        mostMissing: key.mostMissing,
        betterWhen,
      },
      ...(key.subscales ?? []).map(({ id, zh, en, items }) => ({
        id,
        title: { zh, en },
        items: itemIds(key.prefix, items),
        method,
        mostMissing: 0,
        betterWhen,
      })),
    ],
    cutOffs: [],
    reliability: [],
  };
}

/** The items of the dimensions follow table 2 of a study that prints them (2024, J Rural Med 19:279–290). */
export const essa = keyed({
  code: 'essa',
  zh: '青少年学业压力量表（ESSA）',
  en: 'Educational Stress Scale for Adolescents (ESSA)',
  prefix: 'essa',
  count: 16,
  minimum: 1,
  maximum: 5,
  method: 'sum',
  mostMissing: 3,
  betterWhen: 'lower',
  citation: 'Sun, Dunne, Hou & Xu (2011), J Psychoeduc Assess 29:534–546',
  isConfirmed: true,
  subscales: [
    { id: 'study_pressure', zh: '学习压力', en: 'Pressure from study', items: [4, 5, 6, 11] },
    { id: 'workload', zh: '学业负担', en: 'Workload', items: [2, 3, 7] },
    { id: 'worry_about_grades', zh: '担心成绩', en: 'Worry about grades', items: [8, 9, 10] },
    { id: 'self_expectation', zh: '自我期望', en: 'Self-expectation', items: [14, 15, 16] },
    { id: 'despondency', zh: '沮丧', en: 'Despondency', items: [1, 12, 13] },
  ],
});

export const brs: Instrument = {
  ...keyed({
    code: 'brs',
    zh: '简明心理韧性量表（BRS）',
    en: 'Brief Resilience Scale (BRS)',
    prefix: 'brs',
    count: 6,
    minimum: 1,
    maximum: 5,
    reverse: [2, 4, 6],
    method: 'mean',
    mostMissing: 1,
    betterWhen: 'higher',
    citation: 'Smith et al. (2008), Int J Behav Med 15:194–200',
    isConfirmed: true,
  }),
  // published samples range from .80 to .91: the lowest gives the most careful reliable change
  reliability: [
    {
      scale: 'total',
      kind: 'alpha',
      r: 0.8,
      population: { zh: '四个成人样本中的最低值（.80–.91）', en: 'lowest of four adult samples (.80–.91)' },
      source: { citation: 'Smith et al. (2008), Int J Behav Med 15:194–200', isConfirmed: true },
    },
  ],
};

export const pss10 = keyed({
  code: 'pss-10',
  zh: '知觉压力量表（PSS-10）',
  en: 'Perceived Stress Scale (PSS-10)',
  prefix: 'pss10',
  count: 10,
  minimum: 0,
  maximum: 4,
  reverse: [4, 5, 7, 8],
  method: 'sum',
  mostMissing: 2,
  betterWhen: 'lower',
  citation: 'Cohen & Williamson (1988), in Spacapan & Oskamp, The Social Psychology of Health',
  isConfirmed: true,
});

export const ucla6 = keyed({
  code: 'ucla-6',
  zh: '孤独感量表简版（ULS-6）',
  en: 'Short UCLA Loneliness Scale (ULS-6)',
  prefix: 'ucla6',
  count: 6,
  minimum: 1,
  maximum: 4,
  method: 'sum',
  mostMissing: 1,
  betterWhen: 'lower',
  citation: 'Neto (1992); short form of Russell, Peplau & Cutrona (1980)',
  isConfirmed: false,
});

export const ders16 = keyed({
  code: 'ders-16',
  zh: '情绪调节困难量表简版（DERS-16）',
  en: 'Difficulties in Emotion Regulation Scale, short (DERS-16)',
  prefix: 'ders16',
  count: 16,
  minimum: 1,
  maximum: 5,
  method: 'sum',
  mostMissing: 3,
  betterWhen: 'lower',
  citation: 'Bjureberg et al. (2016), J Psychopathol Behav Assess 38:284–296',
  isConfirmed: false,
  subscales: [
    { id: 'clarity', zh: '情绪觉察不清', en: 'Lack of clarity', items: [1, 2] },
    { id: 'goals', zh: '难以专注目标', en: 'Goals', items: [3, 7, 15] },
    { id: 'impulse', zh: '冲动', en: 'Impulse', items: [4, 8, 11] },
    { id: 'strategies', zh: '缺少办法', en: 'Strategies', items: [5, 6, 12, 14, 16] },
    { id: 'nonacceptance', zh: '不接纳', en: 'Non-acceptance', items: [9, 10, 13] },
  ],
});
