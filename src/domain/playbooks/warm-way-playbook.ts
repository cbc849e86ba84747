import { bilingual } from '../language.ts';
import { smallSteps, thoughtDetective, thoughtInBetween } from './cognitive-restructuring-sessions.ts';
import { namingFeelings, slowingDown } from './emotion-management-sessions.ts';
import type { Playbook } from './playbook.ts';
import { safeCorner, supportMap, walkOn } from './social-support-sessions.ts';

/**
 * The project's own playbook of the three modules: eight weekly sessions of 40 minutes, which is one lesson. A region
 * adopts and adapts it; what it changes is shown beside the original.
 */
export const warmWayPlaybook: Playbook = {
  id: 'warm-way@1',
  code: 'warm-way',
  version: '1',
  title: bilingual('暖途八周：心理韧性三模块', 'Warm Way: resilience in three modules and eight weeks'),
  purpose: bilingual(
    '帮助 11–14 岁学生看清想法、照顾情绪、找到支持，由学校社工在一节课的时间里带领。',
    'Helps pupils of 11 to 14 to see their thoughts, look after their feelings and find support; led by a school social worker within one lesson.',
  ),
  ages: { from: 11, to: 14 },
  levels: {
    universal: {
      title: bilingual('普遍（全班）', 'Universal (whole class)'),
      participants: { from: 20, to: 55 },
      who: bilingual('所有学生', 'All pupils'),
      how: bilingual(
        '一名社工带领，一名老师或志愿者协助；每周一节课，共八周。',
        'One worker leads, a teacher or volunteer helps; one lesson a week for eight weeks.',
      ),
    },
    selective: {
      title: bilingual('选择（小组）', 'Selective (group)'),
      participants: { from: 6, to: 12 },
      who: bilingual(
        '测评或老师、家长反映压力较大、自愿参加的学生',
        'Volunteers who, by measures or by their teachers and parents, are under more strain',
      ),
      how: bilingual(
        '两名社工带领小组，地点固定、不被打扰；八次内容相同，按各次的小组调整进行。',
        'Two workers lead in a fixed, quiet room; the same eight sessions with the adjustments for groups.',
      ),
    },
    indicated: {
      title: bilingual('重点（个案）', 'Indicated (one child)'),
      participants: { from: 1, to: 1 },
      who: bilingual(
        '需要个别帮助的学生，取得本人意愿与监护人同意',
        'A pupil who needs individual help, willing and with a guardian’s consent',
      ),
      how: bilingual(
        '作为个案计划的一部分，按孩子的步调进行；风险较高时先转介专业机构。',
        'Part of a case plan and at the child’s pace; at higher risk a referral to specialists comes first.',
      ),
    },
  },
  modules: {
    cognitive_restructuring: {
      title: bilingual('认知重构', 'Cognitive restructuring'),
      idea: bilingual('看见想法，查一查，再选一步', 'See the thought, examine it, choose a step'),
    },
    emotion_management: {
      title: bilingual('情绪管理', 'Emotion management'),
      idea: bilingual('叫得出名字，慢得下来', 'Name it, then slow down'),
    },
    social_support: {
      title: bilingual('社会支持网络', 'Social support network'),
      idea: bilingual('知道可以找谁，也敢开口', 'Know whom to turn to, and dare to ask'),
    },
  },
  sessions: [
    safeCorner,
    namingFeelings,
    slowingDown,
    thoughtInBetween,
    thoughtDetective,
    smallSteps,
    supportMap,
    walkOn,
  ],
  measures: ['growth-check@1', 'hardest-now@1'],
};
