import type { Instrument } from '../instrument.ts';
import { freeWording } from './licence.ts';
import { itemIds, wordedItems } from './likert-items.ts';

export const erq: Instrument = {
  id: 'erq@1',
  code: 'erq',
  version: '1',
  title: { zh: '我怎样调节情绪（ERQ）', en: 'How I handle emotions (ERQ)' },
  instruction: {
    zh: '下面的话，有多像你平时的做法？',
    en: 'How well does each sentence describe what you usually do?',
  },
  wording: 'rendering',
  licence: freeWording,
  source: { citation: 'Gross & John (2003), J Pers Soc Psychol 85:348–362', isConfirmed: true },
  items: wordedItems(
    { prefix: 'erq', minimum: 1, maximum: 7 },
    [
      ['完全不同意', 'Strongly disagree'],
      ['不同意', 'Disagree'],
      ['有点不同意', 'Slightly disagree'],
      ['中立', 'Neutral'],
      ['有点同意', 'Slightly agree'],
      ['同意', 'Agree'],
      ['完全同意', 'Strongly agree'],
    ],
    [
      ['想多一点开心时，我会换一件事来想', 'To feel more joy, I turn my thoughts to something else'],
      ['我把情绪放在心里，不说出来', 'I keep my emotions to myself'],
      [
        '想少一点难过或生气时，我会换一件事来想',
        'To feel less sad or angry, I turn my thoughts to something else',
      ],
      ['开心的时候，我也小心不表现出来', 'When I feel good, I take care not to show it'],
      [
        '遇到有压力的事，我会换个想法让自己平静',
        'Under stress, I look at things in a way that keeps me calm',
      ],
      ['我控制情绪的办法是不表现出来', 'I control my emotions by not showing them'],
      ['想多一点开心时，我会换个角度看这件事', 'To feel more joy, I change how I look at the situation'],
      ['我靠改变对事情的看法来控制情绪', 'I control my emotions by changing how I think about the situation'],
      ['难过或生气的时候，我一定不让人看出来', 'When I feel bad, I make sure that nobody sees it'],
      [
        '想少一点难过或生气时，我会换个角度看这件事',
        'To feel less sad or angry, I change how I look at the situation',
      ],
    ],
  ),
  scales: [
    {
      id: 'reappraisal',
      title: { zh: '换个角度看（认知重评）', en: 'Reappraisal' },
      items: itemIds('erq', [1, 3, 5, 7, 8, 10]),
      method: 'mean',
      mostMissing: 1,
      betterWhen: 'higher',
    },
    {
      id: 'suppression',
      title: { zh: '压在心里（表达抑制）', en: 'Suppression' },
      items: itemIds('erq', [2, 4, 6, 9]),
      method: 'mean',
      mostMissing: 0,
      betterWhen: 'lower',
    },
  ],
  cutOffs: [],
  reliability: [],
};
