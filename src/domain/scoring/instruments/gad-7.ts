import type { Instrument, Source } from '../instrument.ts';
import { daysOfTwoWeeks } from './frequency-labels.ts';
import { freeWording } from './licence.ts';
import { itemIds, wordedItems } from './likert-items.ts';

const citation = 'Spitzer, Kroenke, Williams & Löwe (2006), Arch Intern Med 166:1092–1097';
const keySource: Source = { citation, isConfirmed: true };
const figureSource: Source = { citation, isConfirmed: false };
const adults = { zh: '基层医疗就诊成人（国外）', en: 'adults in primary care (USA)' };

export const gad7: Instrument = {
  id: 'gad-7@1',
  code: 'gad-7',
  version: '1',
  title: { zh: '近两周担忧问卷（GAD-7）', en: 'Worry in the last two weeks (GAD-7)' },
  instruction: {
    zh: '过去两周里，你有多少时间受到下面这些情况的困扰？',
    en: 'Over the last two weeks, how often did each of these trouble you?',
  },
  wording: 'rendering',
  licence: freeWording,
  loinc: { total: '70274-6' },
  source: keySource,
  items: wordedItems({ prefix: 'gad7', minimum: 0, maximum: 3 }, daysOfTwoWeeks, [
    ['感到紧张、着急或心里发慌', 'Feeling tense, jittery or on edge'],
    ['停不下担心，或管不住自己的担心', 'Worrying that you could not stop or control'],
    ['为各种各样的事担心太多', 'Worrying too much about all sorts of things'],
    ['很难放松下来', 'Finding it hard to relax'],
    ['坐不住，静不下来', 'Being too restless to sit still'],
    ['容易烦躁，一点就着', 'Getting annoyed or irritated easily'],
    ['害怕会有可怕的事发生', 'Fearing that something terrible might happen'],
  ]),
  scales: [
    {
      id: 'total',
      title: { zh: '总分', en: 'Total' },
      items: itemIds('gad7', { count: 7 }),
      method: 'sum',
      mostMissing: 1,
      betterWhen: 'lower',
    },
  ],
  cutOffs: [
    { value: 5, title: { zh: '轻度症状', en: 'mild symptoms' } },
    { value: 10, title: { zh: '中度症状', en: 'moderate symptoms' } },
    { value: 15, title: { zh: '重度症状', en: 'severe symptoms' } },
  ].map((cutOff) => ({
    ...cutOff,
    scale: 'total',
    bound: 'at_least' as const,
    population: adults,
    source: figureSource,
  })),
  reliability: [{ scale: 'total', kind: 'retest', r: 0.83, population: adults, source: figureSource }],
};
