import { bilingual } from '../language.ts';
import type { Session } from './playbook.ts';

const module = 'social_support' as const;

/** Weeks 1, 7 and 8: a safe beginning, the net of people, and an ending that goes on. */
export const safeCorner: Session = {
  id: 'week-1',
  week: 1,
  module,
  title: bilingual('我们的安全角', 'Our safe corner'),
  minutes: 40,
  aims: [
    bilingual(
      '彼此认识，定下让每个人都安心的约定',
      'Get to know each other and agree on rules that make everyone feel safe',
    ),
    bilingual(
      '知道哪些话会保密，哪些情况必须告诉大人',
      'Know what stays in the room and what adults must be told',
    ),
    bilingual('完成开始前的小问卷', 'Answer the questionnaire before the start'),
  ],
  materials: [
    bilingual('大白纸一张、彩笔', 'One large sheet of paper and coloured pens'),
    bilingual('每人一张便利贴', 'One sticky note for each person'),
    bilingual('班级答题链接或二维码', 'The class link or QR code of the questionnaire'),
    bilingual('求助卡（本地电话与社工站时间）', 'Help cards with local numbers and station hours'),
  ],
  steps: [
    {
      title: bilingual('欢迎', 'Welcome'),
      minutes: 5,
      text: bilingual(
        '社工介绍自己和八周要做的事，说明可以随时不回答、不参加某个活动。',
        'The worker introduces herself and the eight weeks, and says that anyone may pass on a question or sit out.',
      ),
    },
    {
      title: bilingual('小问卷', 'Questionnaire'),
      minutes: 10,
      text: bilingual(
        '每人用手机或平板安静作答；老师不走近看屏幕。说清楚没有对错，也不影响成绩。',
        'Everyone answers quietly on a phone or tablet; teachers stay away from the screens. There is no right or wrong, and no mark.',
      ),
    },
    {
      title: bilingual('名字和一件喜欢的事', 'A name and a favourite thing'),
      minutes: 10,
      text: bilingual(
        '四人一组，说出名字和一件让自己开心的小事，再由同伴介绍给全班。',
        'In fours, each says a name and one small thing that brings joy; a partner then introduces them to the class.',
      ),
    },
    {
      title: bilingual('写下约定', 'Write the agreement'),
      minutes: 10,
      text: bilingual(
        '每人在便利贴写一句“我希望这里……”，贴到大白纸上，合并成五条约定，大家签名。',
        'Each writes "I would like this place to be …" on a note; together they become five rules that all sign.',
      ),
    },
    {
      title: bilingual('保密与求助', 'Secrets and help'),
      minutes: 5,
      text: bilingual(
        '用例子说明：一般的心事只在这里说；有人受到伤害或想伤害自己时，社工必须马上找人帮忙。发求助卡。',
        'With examples: ordinary worries stay here; when somebody is hurt or thinks of hurting themselves, the worker must get help at once. Hand out the cards.',
      ),
    },
  ],
  checklist: [
    {
      id: 'week-1-voluntary',
      text: bilingual('说明可以不回答、不参加', 'Said that passing and sitting out are fine'),
    },
    {
      id: 'week-1-measure',
      text: bilingual('问卷在无人旁观下完成', 'The questionnaire was answered without onlookers'),
    },
    {
      id: 'week-1-everyone',
      text: bilingual('每个学生至少被介绍一次', 'Every pupil was introduced at least once'),
    },
    {
      id: 'week-1-agreement',
      text: bilingual('约定由学生写出并签名', 'The agreement was written by the pupils and signed'),
    },
    {
      id: 'week-1-limits',
      text: bilingual('讲清保密的例外', 'The limits of confidentiality were explained'),
    },
    { id: 'week-1-help', text: bilingual('每人拿到求助卡', 'Everyone received a help card') },
  ],
  adjustments: {
    selective: bilingual(
      '小组用圆圈坐，约定里加一条“组里的事不拿到班上说”。',
      'Sit in a circle; add the rule that what happens in the group is not told in class.',
    ),
    indicated: bilingual(
      '换成与孩子和监护人的见面：说明同意书、保密和联系方式，问卷由孩子自己填。',
      'Becomes a meeting with child and guardian about consent, confidentiality and contact; the child answers alone.',
    ),
  },
};

export const supportMap: Session = {
  id: 'week-7',
  week: 7,
  module,
  title: bilingual('我的支持地图', 'My map of support'),
  minutes: 40,
  aims: [
    bilingual('看见自己身边可以依靠的人和地方', 'See the people and places one can lean on'),
    bilingual('练习开口求助的三句话', 'Practise three sentences that ask for help'),
  ],
  materials: [
    bilingual(
      '支持地图纸（中心一个圆，外面三圈）',
      'Map sheets: a circle in the middle, three rings around it',
    ),
    bilingual('三色小贴纸', 'Small stickers in three colours'),
    bilingual('求助情境卡', 'Cards with situations of asking for help'),
  ],
  steps: [
    {
      title: bilingual('热身：人结', 'Warm-up: the knot'),
      minutes: 5,
      text: bilingual(
        '八人一组拉手成结再解开，体会一个人解不开的结可以一起解；不愿拉手的可以当指挥。',
        'Groups of eight form a knot of hands and untie it together; whoever prefers not to hold hands gives directions.',
      ),
    },
    {
      title: bilingual('画地图', 'Draw the map'),
      minutes: 12,
      text: bilingual(
        '中心写自己，内圈写家里人，中圈写同学老师，外圈写社工站、热线和其他地方。用颜色标出：会听我说、能帮我做事、会陪我玩。',
        'Oneself in the middle; family in the inner ring, school in the middle ring, station, hotlines and other places outside. Colours mark who listens, who helps, who is fun.',
      ),
    },
    {
      title: bilingual('空着的地方', 'The empty places'),
      minutes: 6,
      text: bilingual(
        '看看哪一圈最空。社工走到每个人身边看一眼，记下地图几乎空白的孩子，课后单独联系。',
        'Which ring is emptiest? The worker looks at every map and notes whose is almost blank, to talk with them afterwards.',
      ),
    },
    {
      title: bilingual('三句话求助', 'Three sentences'),
      minutes: 12,
      text: bilingual(
        '“我遇到了……”“我觉得……”“你可以帮我……吗？”两人一组抽情境卡练习，再交换。',
        '"This happened …", "I feel …", "Could you help me with …?" Pairs draw a card, practise and swap.',
      ),
    },
    {
      title: bilingual('一小步', 'One small step'),
      minutes: 5,
      text: bilingual(
        '每人写下这周要找谁、说什么；不必读出来。',
        'Each writes whom to talk to this week and about what; nobody has to read it out.',
      ),
    },
  ],
  checklist: [
    { id: 'week-7-map', text: bilingual('每人完成三圈地图', 'Everyone filled the three rings') },
    {
      id: 'week-7-outside',
      text: bilingual('外圈写进了社工站和热线', 'Station and hotlines are in the outer ring'),
    },
    {
      id: 'week-7-blank',
      text: bilingual(
        '看过每张地图，并记下需要跟进的孩子',
        'Every map was seen, and who needs follow-up was noted',
      ),
    },
    {
      id: 'week-7-practice',
      text: bilingual('每人至少开口练习一次三句话', 'Everyone said the three sentences at least once'),
    },
    { id: 'week-7-step', text: bilingual('每人写下一小步', 'Everyone wrote one small step') },
  ],
  adjustments: {
    selective: bilingual(
      '多用十分钟真实演练：从地图里选一个人，写好要发的信息。',
      'Ten more minutes of rehearsal: choose one person from the map and write the message to send.',
    ),
    indicated: bilingual(
      '和孩子一起把地图变成支持计划：征得同意后联系其中一个人。',
      'Turn the map into a plan with the child, and, with consent, contact one of these people together.',
    ),
  },
};

export const walkOn: Session = {
  id: 'week-8',
  week: 8,
  module,
  title: bilingual('一起走下去', 'Walking on together'),
  minutes: 40,
  aims: [
    bilingual('回看八周里学会的办法', 'Look back at what was learnt in eight weeks'),
    bilingual(
      '定一个自己的计划，知道之后去哪里找人',
      'Make a plan of one’s own and know where to find people afterwards',
    ),
    bilingual('完成结束时的小问卷', 'Answer the questionnaire at the end'),
  ],
  materials: [
    bilingual('前七周的作品', 'What was made in the first seven weeks'),
    bilingual('信纸和信封', 'Letter paper and envelopes'),
    bilingual('班级答题链接或二维码', 'The class link or QR code of the questionnaire'),
  ],
  steps: [
    {
      title: bilingual('小问卷', 'Questionnaire'),
      minutes: 10,
      text: bilingual(
        '和第一周一样安静作答；请大家写现在的自己，不用回想上次怎么选。',
        'Quietly as in week 1: answer as you are now, without recalling the first time.',
      ),
    },
    {
      title: bilingual('工具箱', 'The toolbox'),
      minutes: 10,
      text: bilingual(
        '把学过的办法写在黑板上，每人选出最想带走的两个，说说什么时候会用。',
        'Collect all tools on the board; each picks the two to take along and says when to use them.',
      ),
    },
    {
      title: bilingual('写给三个月后的自己', 'A letter to myself'),
      minutes: 12,
      text: bilingual(
        '写三句话：我做到了什么，我会继续用什么办法，难的时候我会去找谁。信封由社工保管，三个月后寄还。',
        'Three sentences: what I managed, which tool I keep using, whom I turn to when it is hard. The worker keeps the letters and returns them after three months.',
      ),
    },
    {
      title: bilingual('道谢与告别', 'Thanks and goodbye'),
      minutes: 8,
      text: bilingual(
        '每人对一位同学说一句具体的谢谢。社工说明课程结束后社工站仍然开放，以及怎样预约。',
        'Each thanks one classmate for something definite. The worker says that the station stays open and how to come.',
      ),
    },
  ],
  checklist: [
    {
      id: 'week-8-measure',
      text: bilingual('问卷在无人旁观下完成', 'The questionnaire was answered without onlookers'),
    },
    { id: 'week-8-tools', text: bilingual('每人选出两个办法', 'Everyone chose two tools') },
    { id: 'week-8-letter', text: bilingual('每人写完信并封好', 'Everyone wrote and sealed a letter') },
    {
      id: 'week-8-thanks',
      text: bilingual('每人收到一句具体的谢谢', 'Everyone received one definite thanks'),
    },
    {
      id: 'week-8-after',
      text: bilingual('说明课程之后怎样找到社工', 'Said how to find the worker afterwards'),
    },
  ],
  adjustments: {
    selective: bilingual(
      '约好一个月后的重聚，并问每个人是否愿意继续个别见面。',
      'Agree on a reunion in a month, and ask everyone whether they want to go on one to one.',
    ),
    indicated: bilingual(
      '与孩子和监护人一起回顾目标，决定结案、继续或转介，约定回访时间。',
      'Review the goals with child and guardian; decide on closing, going on or referral, and set the follow-up.',
    ),
  },
};
