import type { Instrument } from '../instrument.ts';
import { ownWording } from './licence.ts';

/**
 * One ranked question and one open one. The choice "someone bullies or hurts me" raises an alert: for a child it may be
 * the only sentence in which it is ever said.
 */
export const hardestNow: Instrument = {
  id: 'hardest-now@1',
  code: 'hardest-now',
  version: '1',
  title: { zh: '现在最难的事', en: 'What is hardest now' },
  wording: 'own',
  licence: ownWording,
  source: { citation: 'Nuantu 暖途, hardest now, version 1', isConfirmed: true },
  items: [
    {
      kind: 'ranking',
      id: 'hardest',
      text: {
        zh: '最近让你觉得最难的是什么？最多选三项，最难的先选。',
        en: 'What has been hardest for you lately? Choose up to three, the hardest first.',
      },
      most: 3,
      options: [
        { id: 'academic_pressure', text: { zh: '学习和考试的压力', en: 'Pressure of lessons and exams' } },
        { id: 'parents', text: { zh: '和爸爸妈妈或家人的关系', en: 'Getting on with my parents or family' } },
        { id: 'peers', text: { zh: '和同学、朋友的关系', en: 'Getting on with classmates and friends' } },
        { id: 'teachers', text: { zh: '和老师的关系', en: 'Getting on with teachers' } },
        {
          id: 'emotions',
          text: { zh: '控制不住难过、紧张或生气', en: 'Sadness, fear or anger I cannot control' },
        },
        {
          id: 'identity',
          text: { zh: '不知道自己是谁、想成为怎样的人', en: 'Not knowing who I am or want to be' },
        },
        { id: 'body', text: { zh: '身体、外貌或睡眠', en: 'My body, my looks or my sleep' } },
        {
          id: 'screen_time',
          text: { zh: '放不下手机和游戏', en: 'Not being able to put down phone and games' },
        },
        { id: 'money', text: { zh: '家里的经济困难', en: 'Too little money at home' } },
        {
          id: 'being_hurt',
          text: { zh: '有人欺负我或伤害我', en: 'Someone bullies or hurts me' },
          alert: 'harm_by_others',
        },
        {
          id: 'nothing',
          text: { zh: '没有特别难的事', en: 'Nothing is especially hard' },
          isExclusive: true,
        },
      ],
    },
    {
      kind: 'text',
      id: 'tell_us',
      text: {
        zh: '还有什么想告诉我们的吗？（可以不写）',
        en: 'Is there anything else you want to tell us? (optional)',
      },
      longest: 500,
    },
  ],
  scales: [],
  cutOffs: [],
  reliability: [],
};
