import type { Instrument, Source } from '../instrument.ts';
import { freeWording } from './licence.ts';
import { itemIds, wordedItems } from './likert-items.ts';

const citation = 'Radloff (1977), Appl Psychol Meas 1:385–401';
const keySource: Source = { citation, isConfirmed: true };

/** Items 4, 8, 12 and 16 are worded in the good direction and reversed. */
export const cesD: Instrument = {
  id: 'ces-d@1',
  code: 'ces-d',
  version: '1',
  title: { zh: '近一周心情问卷（CES-D）', en: 'Mood in the last week (CES-D)' },
  instruction: {
    zh: '过去一周里，下面的情况有多常出现？',
    en: 'How often was each of these true in the last week?',
  },
  wording: 'rendering',
  licence: freeWording,
  source: keySource,
  items: wordedItems(
    { prefix: 'cesd', minimum: 0, maximum: 3, reverse: [4, 8, 12, 16] },
    [
      ['很少或没有（不到 1 天）', 'Rarely or never (less than 1 day)'],
      ['有一些时候（1–2 天）', 'Some of the time (1–2 days)'],
      ['时常有（3–4 天）', 'Quite often (3–4 days)'],
      ['大多数时候（5–7 天）', 'Most of the time (5–7 days)'],
    ],
    [
      ['平时不在意的事也让我烦恼', 'Things bothered me that usually do not'],
      ['不想吃东西，胃口不好', 'I did not feel like eating'],
      [
        '就算有家人朋友帮忙，心里的低落也赶不走',
        'I could not shake off the low mood, even with help from family or friends',
      ],
      ['觉得自己和别人一样好', 'I felt just as good as other people'],
      ['做事时很难集中注意力', 'I found it hard to keep my mind on what I did'],
      ['心情低落', 'I felt low'],
      ['做什么都觉得费力', 'Everything I did was an effort'],
      ['对将来抱有希望', 'I felt hopeful about the future'],
      ['觉得自己的生活是失败的', 'I thought my life was a failure'],
      ['感到害怕', 'I felt afraid'],
      ['睡得不安稳', 'I slept badly'],
      ['我是快乐的', 'I was happy'],
      ['说话比平时少', 'I talked less than usual'],
      ['感到孤单', 'I felt lonely'],
      ['觉得别人对我不友好', 'People seemed unfriendly'],
      ['我享受生活', 'I enjoyed life'],
      ['有时会哭出来', 'I had times when I cried'],
      ['感到难过', 'I felt sad'],
      ['觉得别人不喜欢我', 'I felt that people disliked me'],
      ['提不起劲，没法开始做事', 'I could not get going'],
    ],
  ),
  scales: [
    {
      id: 'total',
      title: { zh: '总分', en: 'Total' },
      items: itemIds('cesd', { count: 20 }),
      method: 'sum',
      mostMissing: 4,
      betterWhen: 'lower',
    },
  ],
  cutOffs: [
    {
      scale: 'total',
      bound: 'at_least',
      value: 16,
      title: { zh: '抑郁症状较明显', en: 'marked depressive symptoms' },
      population: { zh: '普通人群成人（国外）', en: 'adults of the general population (USA)' },
      source: { citation, isConfirmed: false },
    },
  ],
  reliability: [],
};
