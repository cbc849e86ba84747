import type { Instrument, Source } from '../instrument.ts';
import { freeWording } from './licence.ts';
import { itemIds, wordedItems, type Wording } from './likert-items.ts';

const citation = 'Kessler et al. (2002), Psychol Med 32:959–976; (2003), Arch Gen Psychiatry 60:184–189';
const keySource: Source = { citation, isConfirmed: true };
const figureSource: Source = { citation, isConfirmed: false };
const prochaska: Source = {
  citation: 'Prochaska et al. (2012), Int J Methods Psychiatr Res 21:88–97',
  isConfirmed: true,
};
const adults = { zh: '普通人群成人（国外）', en: 'adults of the general population (USA)' };

const shareOfTime: readonly Wording[] = [
  ['没有', 'None of the time'],
  ['很少时候', 'A little of the time'],
  ['有些时候', 'Some of the time'],
  ['大部分时候', 'Most of the time'],
  ['所有时候', 'All of the time'],
];

const instruction = {
  zh: '过去 30 天里，你有多少时候有下面的感觉？',
  en: 'During the last 30 days, how much of the time did you feel like this?',
};

const nervous: Wording = ['感到紧张', 'Nervous'];
const hopeless: Wording = ['感到没有希望', 'Without hope'];
const restless: Wording = ['坐立不安，静不下来', 'Restless or unable to settle'];
const depressed: Wording = ['心情低落，什么都让你高兴不起来', 'So low that nothing could cheer you up'];
const effort: Wording = ['做什么都觉得费力', 'That everything was an effort'];
const worthless: Wording = ['觉得自己没有价值', 'Worthless'];

/** Coded 0–4, sum 0–24. The other coding, 1–5, would be another version with other cut-offs. */
export const k6: Instrument = {
  id: 'k6@1',
  code: 'k6',
  version: '1',
  title: { zh: '近一个月心理状态（K6）', en: 'Distress in the last month (K6)' },
  instruction,
  wording: 'rendering',
  licence: freeWording,
  source: keySource,
  items: wordedItems({ prefix: 'k6', minimum: 0, maximum: 4 }, shareOfTime, [
    nervous,
    hopeless,
    restless,
    depressed,
    effort,
    worthless,
  ]),
  scales: [
    {
      id: 'total',
      title: { zh: '总分', en: 'Total' },
      items: itemIds('k6', { count: 6 }),
      method: 'sum',
      mostMissing: 1,
      betterWhen: 'lower',
    },
  ],
  cutOffs: [
    {
      scale: 'total',
      bound: 'at_least',
      value: 5,
      title: { zh: '中等程度的心理困扰', en: 'moderate distress' },
      population: adults,
      source: prochaska,
    },
    {
      scale: 'total',
      bound: 'at_least',
      value: 13,
      title: { zh: '可能有严重的心理困扰', en: 'possible serious distress' },
      population: adults,
      source: prochaska,
    },
  ],
  reliability: [{ scale: 'total', kind: 'alpha', r: 0.89, population: adults, source: figureSource }],
};

/** Coded 1–5, sum 10–50. */
export const k10: Instrument = {
  id: 'k10@1',
  code: 'k10',
  version: '1',
  title: { zh: '近一个月心理状态（K10）', en: 'Distress in the last month (K10)' },
  instruction,
  wording: 'rendering',
  licence: freeWording,
  source: keySource,
  items: wordedItems({ prefix: 'k10', minimum: 1, maximum: 5 }, shareOfTime, [
    ['没有明显原因就觉得疲惫', 'Tired out for no good reason'],
    nervous,
    ['紧张到什么都不能让你平静下来', 'So nervous that nothing could calm you'],
    hopeless,
    restless,
    ['坐立不安到没法安静坐着', 'So restless that you could not sit still'],
    ['感到心情低落', 'Low in spirits'],
    effort,
    depressed,
    worthless,
  ]),
  scales: [
    {
      id: 'total',
      title: { zh: '总分', en: 'Total' },
      items: itemIds('k10', { count: 10 }),
      method: 'sum',
      mostMissing: 1,
      betterWhen: 'lower',
    },
  ],
  cutOffs: [],
  reliability: [],
};
