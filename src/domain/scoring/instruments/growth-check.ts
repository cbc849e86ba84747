import type { Instrument, Scale } from '../instrument.ts';
import { ownWording } from './licence.ts';
import { itemIds, wordedItems } from './likert-items.ts';

const prefix = 'growth';

/** Items take turns between the dimensions: 1, 6, 11 belong to the first, 2, 7, 12 to the second, and so on. */
function dimension(place: number, id: string, zh: string, en: string): Scale {
  const items = itemIds(prefix, [place, place + 5, place + 10]);
  return { id, title: { zh, en }, items, method: 'mean', mostMissing: 0, betterWhen: 'higher' };
}

/**
 * The project's own questionnaire for the intervention model: five dimensions of three items, in words that a pupil of
 * the fourth grade reads without help. For monitoring; whoever wants to rest a claim on it validates it first.
 */
export const growthCheck: Instrument = {
  id: 'growth-check@1',
  code: 'growth-check',
  version: '1',
  title: { zh: '暖途成长小问卷', en: 'Nuantu growth check' },
  instruction: {
    zh: '想想最近两个星期的自己。每句话有多像你？没有对错，选最接近的就好。',
    en: 'Think of yourself in the last two weeks. How much is each sentence like you? There is no right or wrong.',
  },
  wording: 'own',
  licence: ownWording,
  source: { citation: 'Nuantu 暖途, growth check, version 1', isConfirmed: true },
  items: wordedItems(
    { prefix, minimum: 1, maximum: 5, reverse: [7, 11, 14, 15] },
    [
      ['完全不像我', 'Not like me at all'],
      ['不太像我', 'Not much like me'],
      ['有点像我', 'A little like me'],
      ['比较像我', 'Quite like me'],
      ['非常像我', 'Very much like me'],
    ],
    [
      ['我知道自己这学期想做到什么。', 'I know what I want to achieve this term.'],
      ['生气的时候，我有办法让自己慢慢平静下来。', 'When I am angry, I have ways to calm down.'],
      [
        '事情没做好时，我会想想能从中学到什么。',
        'When something goes wrong, I think about what I can learn from it.',
      ],
      ['家里有人愿意认真听我说话。', 'Someone at home really listens to me.'],
      ['我遇到困难时，有同学或朋友会帮我。', 'When I have a problem, classmates or friends help me.'],
      ['遇到难题，我会换个办法再试一次。', 'When a task is hard, I try again in another way.'],
      ['一点小事就会让我难过很久。', 'Small things make me sad for a long time.'],
      ['遇到不顺心的事，我也能看到好的一面。', 'Even when things go badly, I can see something good.'],
      ['我难过时，家里会有人安慰我。', 'When I am sad, someone at home comforts me.'],
      ['需要帮助的时候，我会主动开口。', 'When I need help, I ask for it.'],
      ['我定下的计划，常常做几天就不做了。', 'I often give up my plans after a few days.'],
      ['我能说清楚自己现在是什么心情。', 'I can say clearly how I feel.'],
      ['我相信困难可以一点一点变小。', 'I believe that problems can get smaller step by step.'],
      ['在家里，我的心事没有人可以说。', 'At home there is nobody I can tell what worries me.'],
      ['课间的时候，我常常觉得没有人陪我。', 'At break time I often feel that nobody is with me.'],
    ],
  ),
  scales: [
    {
      id: 'total',
      title: { zh: '总平均分', en: 'Mean of all items' },
      items: itemIds(prefix, { count: 15 }),
      method: 'mean',
      mostMissing: 3,
      betterWhen: 'higher',
    },
    dimension(1, 'goal_focus', '目标专注', 'Goal focus'),
    dimension(2, 'emotion_control', '情绪控制', 'Emotion control'),
    dimension(3, 'positive_cognition', '积极认知', 'Positive cognition'),
    dimension(4, 'family_support', '家庭支持', 'Family support'),
    dimension(5, 'peer_support', '人际协助', 'Peer support'),
  ],
  cutOffs: [],
  reliability: [],
};
