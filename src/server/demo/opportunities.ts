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
  shifts: [{ weekday: 6, from: '09:00', to: '11:30', capacity: 3, coming: [2, 1] }],
};

const riders: DemoOpportunity = {
  site: 1,
  programme: '骑手友好社区',
  title: '骑手驿站值班',
  category: 'riders',
  description: '为骑手烧热水、整理充电位，登记他们遇到的困难。不需要经验，站长会带。',
  risks: '驿站门口车多，请走人行道；热水器烫，请戴手套。',
  place: '社区骑手驿站',
  shifts: [{ weekday: 3, from: '18:00', to: '21:00', capacity: 1, coming: [1] }],
};

const calmDay: DemoOpportunity = {
  site: 2,
  programme: '心理健康进校园',
  title: '心理活动日',
  category: 'school',
  description: '在操场上摆六个活动摊位，带学生做放松练习、写给自己的信。社工先培训一小时。',
  risks: '学生说到伤害自己的话，请马上告诉在场的社工，不要自己处理。',
  place: '学校操场',
  requirements: { minimumAge: 18, checks: ['minors'] },
  shifts: [{ weekday: 5, from: '14:00', to: '17:30', capacity: 6, weeks: [-28, -8, 2], coming: [4] }],
};

const visits: DemoOpportunity = {
  site: 1,
  programme: '邻里守望',
  title: '社区探访',
  category: 'elderly',
  description: '两人一组，到独居老人家里坐一坐，量血压、换灯泡、读报纸。社工带第一次。',
  risks: '不单独上门，不收礼物；老人身体不适时先打 120，再通知社工。',
  place: '社区党群服务中心集合',
  shifts: [
    { weekday: 2, from: '09:00', to: '11:00', capacity: 2, weeks: [-24, -16, -6, -2, 1, 3], coming: [1, 0] },
  ],
};

const market: DemoOpportunity = {
  site: 0,
  programme: '绿色校园',
  title: '环保市集',
  category: 'environment',
  description: '旧书、旧玩具交换，教孩子把旧衣服做成布袋。要有人布置、收银、带活动、收场。',
  risks: '搬桌椅时两人一起；收场后点清借来的物品。',
  place: '学校篮球场',
  shifts: [{ weekday: 7, from: '09:30', to: '15:30', capacity: 8, weeks: [-40, -18, -5, 2], coming: [7] }],
};

/** The programme of the coming holidays in Liuzhou, for which nobody has signed up yet. */
export const WINTER_PROGRAMME = '寒假成长营';
export const WINTER_WEEKS = { first: 4, last: 8 };
const winterWeeks = [4, 5, 6, 7, 8];

const winter = { site: 0, programme: WINTER_PROGRAMME, place: '龙潭中学社工站' } as const;
const winterCamp: readonly DemoOpportunity[] = [
  {
    ...winter,
    title: '寒假营：写作业和读书',
    category: 'children',
    description: '上午陪孩子写寒假作业，之后一起读一本书。每班三位志愿者带十二个孩子。',
    risks: '孩子由家长接送，离开前请核对接送人。',
    requirements: { minimumAge: 18, checks: ['minors'] },
    shifts: [
      { weekday: 6, from: '09:00', to: '11:30', capacity: 3, weeks: winterWeeks },
      { weekday: 7, from: '14:00', to: '16:00', capacity: 3, weeks: winterWeeks },
    ],
  },
  {
    ...winter,
    title: '寒假营：户外和运动',
    category: 'children',
    description: '带孩子打羽毛球、定向越野、在江边走一走。',
    risks: '江边活动时每五个孩子一位成人，带好急救包。',
    requirements: { minimumAge: 18, checks: ['minors'], insurances: ['accident'] },
    shifts: [
      { weekday: 6, from: '14:30', to: '17:00', capacity: 2, weeks: winterWeeks },
      { weekday: 7, from: '16:15', to: '17:00', capacity: 2, weeks: winterWeeks.slice(0, 3) },
    ],
  },
  {
    ...winter,
    title: '寒假营：手语角',
    category: 'disability',
    description: '教孩子二十个日常手语，和特校的同学视频聊天。',
    risks: '没有特别的风险。',
    requirements: { minimumAge: 18, skills: ['sign_language'], checks: ['minors'] },
    shifts: [{ weekday: 6, from: '10:00', to: '11:00', capacity: 1, weeks: winterWeeks.slice(1, 3) }],
  },
];

/** By the code of the organisation that asks. */
export const demoOpportunities: Readonly<Record<string, readonly DemoOpportunity[]>> = {
  'lz-station': [
    {
      ...tutoring,
      people: ['volunteer.liuzhou'],
      shifts: [
        // the next is full and has a line, one lacks somebody, one has nobody yet
        {
          weekday: 6,
          from: '09:00',
          to: '11:30',
          capacity: 4,
          weeks: [-3, -2, -1, 0, 1, 2],
          coming: [6, 3, 0],
        },
        { weekday: 7, from: '14:00', to: '16:00', capacity: 3, weeks: [-2, -1, 0, 1], coming: [3, 1] },
      ],
    },
    {
      ...riders,
      people: ['volunteer5.liuzhou', 'volunteer3.liuzhou'],
      shifts: [
        {
          weekday: 3,
          from: '18:00',
          to: '21:00',
          capacity: 1,
          weeks: [-3, -2, -1, 0, 1, 2],
          coming: [2, 1, 0],
        },
      ],
    },
    calmDay,
    visits,
    {
      ...market,
      shifts: [
        ...market.shifts,
        {
          weekday: 7,
          from: '09:30',
          to: '12:00',
          capacity: 4,
          weeks: [-11, 3],
          coming: [3],
          isCalledOff: true,
        },
      ],
    },
    ...winterCamp,
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
  'wz-station': [
    { ...tutoring, people: ['volunteer.wenzhou'] },
    { ...riders, people: ['volunteer2.wenzhou'] },
    market,
  ],
  'zz-station': [{ ...tutoring, people: ['volunteer.zhengzhou'] }, visits, calmDay],
};
