import type { DemoOpportunity } from '../opportunities/seed.ts';

const tutoring: DemoOpportunity = {
  site: 0,
  programme: '周末学堂',
  title: '周末课业辅导',
  category: 'children',
  description:
    '陪三到六年级的孩子写作业、读书，每位志愿者带两到三个孩子。\n请提前十分钟到，结束后和社工说一说孩子的情况。',
  risks: '没有特别的风险。孩子的情况不要拍照、不要对外讲。',
  place: '学校社工站活动室',
  requirements: { minimumAge: 18, checks: ['minors'] },
  shifts: [
    { weekday: 6, from: '09:00', to: '11:30', capacity: 2 },
    { weekday: 7, from: '14:00', to: '16:00', capacity: 3 },
  ],
};

const riders: DemoOpportunity = {
  site: 1,
  programme: '骑手友好社区',
  title: '骑手驿站值班',
  category: 'riders',
  description: '为骑手烧热水、整理充电位，登记他们遇到的困难。不需要经验，站长会带。',
  risks: '驿站门口车多，请走人行道；热水器烫，请戴手套。',
  place: '社区骑手驿站',
  shifts: [{ weekday: 3, from: '18:00', to: '21:00', capacity: 1 }],
};

/** By the code of the organisation that asks. */
export const demoOpportunities: Readonly<Record<string, readonly DemoOpportunity[]>> = {
  'lz-station': [
    { ...tutoring, people: ['volunteer.liuzhou'] },
    { ...riders, people: ['volunteer5.liuzhou', 'volunteer3.liuzhou'] },
    {
      site: 0,
      title: '寒假手工营（筹备中）',
      category: 'culture',
      description: '带孩子做手工，时间还在定。',
      risks: '会用到剪刀和胶枪。',
      requirements: { skills: ['crafts'], insurances: ['accident'] },
      isDraft: true,
      shifts: [],
    },
  ],
  'wz-station': [{ ...tutoring, people: ['volunteer.wenzhou'] }, riders],
  'zz-station': [{ ...tutoring, people: ['volunteer.zhengzhou'] }],
};
