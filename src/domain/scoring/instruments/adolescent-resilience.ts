import type { Instrument, Reliability, Scale, Source } from '../instrument.ts';
import { keyOnly } from './licence.ts';
import { itemIds, keyItems } from './likert-items.ts';

const hu: Source = { citation: '胡月琴、甘怡群（2008），《心理学报》40:902–912', isConfirmed: true };
const prefix = 'rsca';

function dimension(id: string, zh: string, en: string, items: readonly number[], mostMissing: number): Scale {
  return {
    id,
    title: { zh, en },
    items: itemIds(prefix, items),
    method: 'sum',
    mostMissing,
    betterWhen: 'higher',
  };
}

function alpha(scale: string, r: number): Reliability {
  return {
    scale,
    kind: 'alpha',
    r,
    population: { zh: '中国中学生', en: 'secondary pupils in China' },
    source: hu,
  };
}

/** No retest reliability was found: reliable change rests on alpha, and says so. */
export const adolescentResilience: Instrument = {
  id: 'rsca-27@1',
  code: 'rsca-27',
  version: '1',
  title: { zh: '青少年心理韧性量表（2008）', en: 'Resilience Scale for Chinese Adolescents (2008)' },
  wording: 'none',
  licence: keyOnly,
  source: hu,
  items: keyItems(27, {
    prefix,
    minimum: 1,
    maximum: 5,
    reverse: [1, 2, 5, 6, 9, 12, 15, 16, 17, 21, 26, 27],
  }),
  scales: [
    {
      id: 'total',
      title: { zh: '总分', en: 'Total' },
      items: itemIds(prefix, { count: 27 }),
      method: 'sum',
      mostMissing: 5,
      betterWhen: 'higher',
    },
    dimension('goal_focus', '目标专注', 'Goal focus', [3, 4, 11, 20, 24], 1),
    dimension('emotion_control', '情绪控制', 'Emotion control', [1, 2, 5, 21, 23, 27], 1),
    dimension('positive_cognition', '积极认知', 'Positive cognition', [10, 13, 14, 25], 0),
    dimension('family_support', '家庭支持', 'Family support', [8, 15, 16, 17, 19, 22], 1),
    dimension('peer_support', '人际协助', 'Peer support', [6, 7, 9, 12, 18, 26], 1),
  ],
  cutOffs: [],
  reliability: [
    alpha('total', 0.83),
    alpha('goal_focus', 0.81),
    alpha('emotion_control', 0.74),
    alpha('positive_cognition', 0.71),
    alpha('family_support', 0.81),
    alpha('peer_support', 0.73),
  ],
};
