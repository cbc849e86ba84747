import type { Instrument, Scale, Source } from '../instrument.ts';
import { freeWording } from './licence.ts';
import { itemIds, wordedItems } from './likert-items.ts';

const zimet: Source = {
  citation: 'Zimet, Dahlem, Zimet & Farley (1988), J Pers Assess 52:30–41',
  isConfirmed: true,
};
const students = { zh: '大学生（国外）', en: 'university students (USA)' };

function meanScale(id: string, zh: string, en: string, items: string[], mostMissing: number): Scale {
  return { id, title: { zh, en }, items, method: 'mean', mostMissing, betterWhen: 'higher' };
}

export const mspss: Instrument = {
  id: 'mspss@1',
  code: 'mspss',
  version: '1',
  title: { zh: '身边的支持（MSPSS）', en: 'Support around me (MSPSS)' },
  instruction: { zh: '下面的话，你同意吗？', en: 'How far do you agree with each sentence?' },
  wording: 'rendering',
  licence: freeWording,
  source: zimet,
  items: wordedItems(
    { prefix: 'mspss', minimum: 1, maximum: 7 },
    [
      ['非常不同意', 'Very strongly disagree'],
      ['很不同意', 'Strongly disagree'],
      ['不太同意', 'Mildly disagree'],
      ['说不清', 'Neutral'],
      ['有点同意', 'Mildly agree'],
      ['很同意', 'Strongly agree'],
      ['非常同意', 'Very strongly agree'],
    ],
    [
      ['我需要的时候，有一个特别的人会在我身边', 'There is a special person near when I need one'],
      ['有一个特别的人可以和我分享快乐与难过', 'I can share joys and sorrows with a special person'],
      ['我的家人真心想帮助我', 'My family really tries to help me'],
      ['我能从家人那里得到需要的安慰和支持', 'My family gives me the comfort and support I need'],
      ['有一个特别的人真正能安慰我', 'I have a special person who truly comforts me'],
      ['我的朋友真心想帮助我', 'My friends really try to help me'],
      ['遇到不顺的事，我可以依靠朋友', 'I can count on my friends when things go wrong'],
      ['我可以和家人说我的烦恼', 'I can talk about my problems with my family'],
      ['我有可以分享快乐与难过的朋友', 'I have friends with whom I can share joys and sorrows'],
      ['生活中有一个特别的人在意我的感受', 'There is a special person in my life who cares how I feel'],
      ['家人愿意帮我一起做决定', 'My family is willing to help me make decisions'],
      ['我可以和朋友说我的烦恼', 'I can talk about my problems with my friends'],
    ],
  ),
  scales: [
    meanScale('total', '总平均分', 'Mean of all items', itemIds('mspss', { count: 12 }), 2),
    meanScale('significant_other', '重要他人', 'Significant other', itemIds('mspss', [1, 2, 5, 10]), 0),
    meanScale('family', '家人', 'Family', itemIds('mspss', [3, 4, 8, 11]), 0),
    meanScale('friends', '朋友', 'Friends', itemIds('mspss', [6, 7, 9, 12]), 0),
  ],
  cutOffs: [],
  reliability: [
    { scale: 'total', kind: 'alpha', r: 0.88, population: students, source: zimet },
    { scale: 'total', kind: 'retest', r: 0.85, population: students, source: zimet },
  ],
};
