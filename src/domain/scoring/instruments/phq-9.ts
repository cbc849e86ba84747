import type { CutOff, Instrument, Source } from '../instrument.ts';
import { daysOfTwoWeeks } from './frequency-labels.ts';
import { freeWording } from './licence.ts';
import { itemIds, wordedItems } from './likert-items.ts';

const kroenke: Source = {
  citation: 'Kroenke, Spitzer & Williams (2001), J Gen Intern Med 16:606–613',
  isConfirmed: true,
};
const tsai: Source = {
  citation: 'Tsai et al. (2014), Pediatrics 133:e402–e409',
  isConfirmed: true,
};
const taiwanTeens = { zh: '台湾青少年', en: 'adolescents in Taiwan' };
const adults = { zh: '基层医疗就诊成人（国外）', en: 'adults in primary care (USA)' };

const severity: CutOff[] = [
  { value: 5, title: { zh: '轻度症状', en: 'mild symptoms' } },
  { value: 10, title: { zh: '中度症状', en: 'moderate symptoms' } },
  { value: 15, title: { zh: '中重度症状', en: 'moderately severe symptoms' } },
  { value: 20, title: { zh: '重度症状', en: 'severe symptoms' } },
].map((step) => ({ ...step, scale: 'total', bound: 'at_least', population: adults, source: kroenke }));

/** The ninth item asks about thoughts of death and self-harm: any answer but "not at all" raises an alert. */
export const phq9: Instrument = {
  id: 'phq-9@1',
  code: 'phq-9',
  version: '1',
  title: { zh: '近两周心情问卷（PHQ-9）', en: 'Mood in the last two weeks (PHQ-9)' },
  instruction: {
    zh: '过去两周里，你有多少时间受到下面这些情况的困扰？',
    en: 'Over the last two weeks, how often did each of these trouble you?',
  },
  wording: 'rendering',
  licence: freeWording,
  loinc: { panel: '44249-1', total: '44261-6' },
  source: kroenke,
  items: wordedItems(
    { prefix: 'phq9', minimum: 0, maximum: 3, alerts: { 9: { atLeast: 1, kind: 'self_harm' } } },
    daysOfTwoWeeks,
    [
      ['做什么都提不起兴趣，感觉不到快乐', 'Hardly interested in anything, or no joy in doing it'],
      ['心情低落、沮丧，或觉得没有希望', 'Feeling low, dejected or without hope'],
      ['睡不着、睡不安稳，或者睡得太多', 'Trouble falling or staying asleep, or sleeping too much'],
      ['觉得累，没有力气', 'Feeling worn out or without energy'],
      ['没有胃口，或者吃得太多', 'Little appetite, or eating too much'],
      [
        '对自己不满意，觉得自己失败，或让自己、家人失望',
        'Thinking badly of yourself: that you are a failure, or have let yourself or your family down',
      ],
      [
        '很难集中注意力，比如看书或看视频时',
        'Trouble keeping your mind on things, such as reading or watching a video',
      ],
      [
        '说话或动作慢到别人都察觉了；或者相反，坐立不安、动来动去比平时多',
        'Moving or speaking so slowly that others noticed; or the opposite, so restless that you moved about much more than usual',
      ],
      [
        '想到不如死了，或想用某种方式伤害自己',
        'Thoughts that you would be better off dead, or of hurting yourself in some way',
      ],
    ],
  ),
  scales: [
    {
      id: 'total',
      title: { zh: '总分', en: 'Total' },
      items: itemIds('phq9', { count: 9 }),
      method: 'sum',
      mostMissing: 2,
      betterWhen: 'lower',
    },
  ],
  cutOffs: [
    ...severity,
    {
      scale: 'total',
      bound: 'at_least',
      value: 15,
      title: { zh: '可能为重度抑郁，建议面谈', en: 'possible major depression, talk in person' },
      population: taiwanTeens,
      source: tsai,
    },
  ],
  reliability: [
    { scale: 'total', kind: 'alpha', r: 0.84, population: taiwanTeens, source: tsai },
    { scale: 'total', kind: 'retest', r: 0.8, population: taiwanTeens, source: tsai },
  ],
};
