import { bilingual } from '../language.ts';
import type { Session } from './playbook.ts';

const module = 'cognitive_restructuring' as const;

/** Weeks 4 to 6: see the thought between event and feeling, examine it, and cut a big problem into steps. */
export const thoughtInBetween: Session = {
  id: 'week-4',
  week: 4,
  module,
  title: bilingual('事情、想法、心情', 'Event, thought, feeling'),
  minutes: 40,
  aims: [
    bilingual('发现事情和心情之间有一个想法', 'Notice the thought between an event and a feeling'),
    bilingual('知道同一件事可以有不同的想法', 'Know that one event allows several thoughts'),
  ],
  materials: [
    bilingual('四格漫画（想法的气泡是空的）', 'Comic strips with empty thought bubbles'),
    bilingual('“事情—想法—心情”三栏纸', 'Sheets with three columns: event, thought, feeling'),
  ],
  steps: [
    {
      title: bilingual('练习回顾', 'How practice went'),
      minutes: 5,
      text: bilingual(
        '举手：这周用过平静卡的、想用但忘了的、还没遇到的，都可以。',
        'Hands up: who used the card, who forgot, who had no need? All are fine.',
      ),
    },
    {
      title: bilingual('走廊里没打招呼', 'Nobody said hello'),
      minutes: 8,
      text: bilingual(
        '故事：朋友在走廊里从你身边走过，没有打招呼。你脑子里的第一句话是什么？心情几度？',
        'A friend walks past you in the corridor without a word. What is the first sentence in your head? How high is the thermometer?',
      ),
    },
    {
      title: bilingual('填气泡', 'Fill the bubbles'),
      minutes: 12,
      text: bilingual(
        '三人一组，给同一幅漫画填三种不同的想法，看看心情和接下来的做法怎样跟着变。',
        'In threes, fill the same strip with three different thoughts and see how feeling and action change with them.',
      ),
    },
    {
      title: bilingual('三栏纸', 'Three columns'),
      minutes: 10,
      text: bilingual(
        '写一件自己这周的小事，填好三栏。先写心情，再倒回去找想法，会容易些。',
        'Take one small event of your week. Write the feeling first and look back for the thought: it is easier that way.',
      ),
    },
    {
      title: bilingual('一句话总结', 'In one sentence'),
      minutes: 5,
      text: bilingual(
        '想法不等于事实，但想法会推着心情走。这周再记两件。',
        'A thought is not a fact, yet it pushes our feelings. Note two more this week.',
      ),
    },
  ],
  checklist: [
    {
      id: 'week-4-story',
      text: bilingual('用故事引出不同的想法', 'The story brought out different thoughts'),
    },
    {
      id: 'week-4-three',
      text: bilingual('每组给出至少三种想法', 'Each group found at least three thoughts'),
    },
    {
      id: 'week-4-link',
      text: bilingual('讲出想法和心情、行动的联系', 'Thought was linked to feeling and action'),
    },
    {
      id: 'week-4-own',
      text: bilingual('每人完成一件自己的三栏', 'Everyone filled the columns for an event of their own'),
    },
    {
      id: 'week-4-no-correction',
      text: bilingual('没有评判任何人的想法对错', 'Nobody’s thought was judged right or wrong'),
    },
  ],
  adjustments: {
    selective: bilingual(
      '用组员愿意说的真实事情代替漫画。',
      'Use real events that members offer instead of comic strips.',
    ),
    indicated: bilingual(
      '陪孩子填三件事，找找反复出现的同一种想法。',
      'Fill three events with the child and look for a thought that keeps coming back.',
    ),
  },
};

export const thoughtDetective: Session = {
  id: 'week-5',
  week: 5,
  module,
  title: bilingual('想法侦探', 'Thought detectives'),
  minutes: 40,
  aims: [
    bilingual('认出四种让人难受的想法习惯', 'Recognise four habits of thought that hurt'),
    bilingual('找证据，给自己一句更公平的话', 'Look for evidence and find a fairer sentence for oneself'),
  ],
  materials: [
    bilingual('“侦探记录”纸', 'Detective sheets'),
    bilingual(
      '四种想法习惯的卡片：全或无、读心、算命、都怪我',
      'Cards of four habits: all or nothing, mind-reading, fortune-telling, all my fault',
    ),
  ],
  steps: [
    {
      title: bilingual('四张卡片', 'Four cards'),
      minutes: 10,
      text: bilingual(
        '社工念例句，学生举起对应的卡片。大家都会这样想，不是谁的毛病。',
        'The worker reads sentences and pupils hold up the card that fits. Everyone thinks like this at times; it is nobody’s flaw.',
      ),
    },
    {
      title: bilingual('找证据', 'Evidence'),
      minutes: 12,
      text: bilingual(
        '一起查一个例子：“我这次没考好，我什么都不行。”支持它的证据？不支持的呢？如果是好朋友这样说，你会怎么回答？',
        'Examine one example together: "I did badly in this test, I am no good at anything." What speaks for it, what against? What would you tell a good friend who says so?',
      ),
    },
    {
      title: bilingual('更公平的一句话', 'A fairer sentence'),
      minutes: 12,
      text: bilingual(
        '每人选自己的一个想法，写侦探记录，再写一句更公平、自己也相信的话。不要求“往好处想”，要写真的。',
        'Each examines one thought of their own and writes a fairer sentence that they believe. Not rosy: true.',
      ),
    },
    {
      title: bilingual('念给同伴', 'Read it to a partner'),
      minutes: 4,
      text: bilingual('愿意的同学把那句话念给同伴听。', 'Those who like read their sentence to a partner.'),
    },
    {
      title: bilingual('带回家', 'To take home'),
      minutes: 2,
      text: bilingual(
        '这周温度升高时，试着问一句：证据呢？',
        'When the thermometer rises this week, ask once: what is the evidence?',
      ),
    },
  ],
  checklist: [
    { id: 'week-5-habits', text: bilingual('四种习惯都举了例子', 'All four habits were shown by examples') },
    {
      id: 'week-5-normal',
      text: bilingual('说明每个人都会这样想', 'Said that everyone thinks like this at times'),
    },
    {
      id: 'week-5-both-sides',
      text: bilingual('两方面的证据都找了', 'Evidence for and against was collected'),
    },
    {
      id: 'week-5-own',
      text: bilingual('每人写出一句自己相信的话', 'Everyone wrote a sentence they believe'),
    },
    {
      id: 'week-5-real-harm',
      text: bilingual(
        '遇到真实的欺凌或伤害，没有当作“想法问题”，而是转为跟进',
        'Real bullying or harm was followed up, not treated as a matter of thinking',
      ),
    },
  ],
  adjustments: {
    selective: bilingual(
      '两人互当侦探，帮对方找没注意到的证据。',
      'Pairs are detectives for each other and find evidence the other missed.',
    ),
    indicated: bilingual(
      '围绕孩子反复出现的那个想法工作；出现自伤念头时停下活动，按风险流程处理。',
      'Work on the thought that keeps coming back; when it is about self-harm, stop and follow the risk procedure.',
    ),
  },
};

export const smallSteps: Session = {
  id: 'week-6',
  week: 6,
  module,
  title: bilingual('把大困难切小', 'Cutting big problems small'),
  minutes: 40,
  aims: [
    bilingual('分清能改变的和暂时改变不了的', 'Tell what can be changed from what cannot be changed yet'),
    bilingual('用四步法处理一个学习上的压力', 'Handle one pressure of school in four steps'),
  ],
  materials: [
    bilingual(
      '“四步”表：问题、办法、选择、第一步',
      'Sheets with four steps: problem, ways, choice, first step',
    ),
    bilingual('便利贴', 'Sticky notes'),
  ],
  steps: [
    {
      title: bilingual('压力写下来', 'Write it down'),
      minutes: 6,
      text: bilingual(
        '不写名字，每人在便利贴上写一个学习上的压力，贴到黑板上，看看有多少是一样的。',
        'Without names, each writes one pressure of school on a note; on the board it shows how many are alike.',
      ),
    },
    {
      title: bilingual('分两栏', 'Two columns'),
      minutes: 8,
      text: bilingual(
        '一起把便利贴分成“我能做点什么”和“现在改变不了”。后一栏可以做的是：照顾心情、找人说。',
        'Sort the notes into "I can do something" and "cannot be changed now". For the second: look after the feeling and tell someone.',
      ),
    },
    {
      title: bilingual('四步法', 'Four steps'),
      minutes: 16,
      text: bilingual(
        '四人一组选一个问题：说清楚是什么；想出至少五个办法，不评好坏；各想一个好处和代价再选；写出明天就能做的第一步。',
        'In fours, take one problem: say what it is; find at least five ways without judging; weigh one gain and one cost each, and choose; write a first step for tomorrow.',
      ),
    },
    {
      title: bilingual('我的一步', 'My own step'),
      minutes: 7,
      text: bilingual(
        '每人给自己的压力写一个第一步：什么时候、在哪里、做几分钟。',
        'Each writes a first step for a pressure of their own: when, where and for how many minutes.',
      ),
    },
    {
      title: bilingual('和大人说', 'Telling adults'),
      minutes: 3,
      text: bilingual(
        '提醒：作业多到睡不够，也是可以和老师、家长、社工说的事。',
        'A reminder: too much homework to sleep enough is something to tell teachers, parents or the worker.',
      ),
    },
  ],
  checklist: [
    {
      id: 'week-6-anonymous',
      text: bilingual('压力是不记名收集的', 'Pressures were collected without names'),
    },
    {
      id: 'week-6-columns',
      text: bilingual('分成能改变与暂时不能改变两栏', 'They were sorted into what can and cannot be changed'),
    },
    {
      id: 'week-6-five-ways',
      text: bilingual('每组想出至少五个办法', 'Each group found at least five ways'),
    },
    {
      id: 'week-6-first-step',
      text: bilingual('每人写下具体的第一步', 'Everyone wrote a definite first step'),
    },
    {
      id: 'week-6-adults',
      text: bilingual('说明哪些压力应当告诉大人', 'Said which pressures adults should know of'),
    },
  ],
  adjustments: {
    selective: bilingual(
      '下次开头先问第一步做得怎样，没做到就把它再切小一半。',
      'Next time begin with the first step; if it was not done, cut it in half.',
    ),
    indicated: bilingual(
      '征得同意后与班主任商量一项可以减轻的负担，并写进计划。',
      'With consent, agree with the class teacher on one burden to lighten, and put it into the plan.',
    ),
  },
};
