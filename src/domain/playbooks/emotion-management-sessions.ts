import { bilingual } from '../language.ts';
import type { Session } from './playbook.ts';

const module = 'emotion_management' as const;

/** Weeks 2 and 3: name a feeling and its strength, then calm it. */
export const namingFeelings: Session = {
  id: 'week-2',
  week: 2,
  module,
  title: bilingual('给心情起名字', 'Naming what I feel'),
  minutes: 40,
  aims: [
    bilingual('用更准的词说出自己的心情', 'Find more exact words for what one feels'),
    bilingual(
      '用 0–10 的温度计看出心情有多强',
      'Read the strength of a feeling on a thermometer from 0 to 10',
    ),
  ],
  materials: [
    bilingual('心情词卡（三十个词）', 'Cards with thirty words for feelings'),
    bilingual('每人一张心情温度计', 'A feelings thermometer for each person'),
    bilingual('彩笔', 'Coloured pens'),
  ],
  steps: [
    {
      title: bilingual('今天的天气', 'Today’s weather'),
      minutes: 5,
      text: bilingual(
        '每人用一种天气说说现在的心情，也可以只举手表示晴、阴、雨。',
        'Each says today’s mood as weather, or just raises a hand for sun, cloud or rain.',
      ),
    },
    {
      title: bilingual('猜心情', 'Guess the feeling'),
      minutes: 10,
      text: bilingual(
        '抽一张词卡，不说话，用表情和动作让同组猜。猜完说一说：身体哪里有感觉？',
        'Draw a card and show the word without speaking. When it is guessed: where in the body does one feel it?',
      ),
    },
    {
      title: bilingual('心情温度计', 'The thermometer'),
      minutes: 12,
      text: bilingual(
        '在温度计上标出：三度的烦是什么样，七度呢，十度呢？写下每一格身体和行动的样子。',
        'Mark what being upset looks like at three, at seven, at ten: what the body does and what one does.',
      ),
    },
    {
      title: bilingual('情绪没有好坏', 'No feeling is wrong'),
      minutes: 8,
      text: bilingual(
        '讨论：生气在提醒我们什么？难过呢？区分“有这样的心情”和“因为它去做什么”。',
        'What does anger want to tell us? What does sadness? Having a feeling is one thing, what we do with it another.',
      ),
    },
    {
      title: bilingual('这周的观察', 'Watching this week'),
      minutes: 5,
      text: bilingual(
        '每天睡前在温度计上记一个数和一个词，只给自己看。',
        'Each night note one number and one word on the thermometer, for oneself only.',
      ),
    },
  ],
  checklist: [
    {
      id: 'week-2-words',
      text: bilingual('学生至少用到十个不同的心情词', 'At least ten different words for feelings were used'),
    },
    { id: 'week-2-body', text: bilingual('谈到身体的感觉', 'Bodily sensations were talked about') },
    { id: 'week-2-thermometer', text: bilingual('每人完成自己的温度计', 'Everyone finished a thermometer') },
    { id: 'week-2-difference', text: bilingual('区分了心情和行为', 'Feeling and doing were told apart') },
    { id: 'week-2-practice', text: bilingual('布置了一周的观察', 'The watching of the week was set') },
  ],
  adjustments: {
    selective: bilingual(
      '每人多讲一次最近温度很高的时候，其他人只听不评价。',
      'Each also tells of one recent high; the others listen without judging.',
    ),
    indicated: bilingual(
      '和孩子一起画他自己的温度计，标出需要大人帮忙的那一格。',
      'Draw the child’s own thermometer together and mark from where an adult should help.',
    ),
  },
};

export const slowingDown: Session = {
  id: 'week-3',
  week: 3,
  module,
  title: bilingual('慢下来的三个办法', 'Three ways to slow down'),
  minutes: 40,
  aims: [
    bilingual('学会三个随时能用的平静办法', 'Learn three ways to calm down that work anywhere'),
    bilingual('选出最适合自己的一个', 'Choose the one that suits oneself'),
  ],
  materials: [
    bilingual('心情温度计', 'The thermometers'),
    bilingual('计时器', 'A timer'),
    bilingual('“我的平静卡”空白卡片', 'Blank cards: my way to calm down'),
  ],
  steps: [
    {
      title: bilingual('回看观察', 'Looking back'),
      minutes: 5,
      text: bilingual(
        '两人一组说说：这一周什么时候温度最高？愿意说多少就说多少。',
        'In pairs: when was the thermometer highest this week? Say as much as you like.',
      ),
    },
    {
      title: bilingual('慢呼吸', 'Slow breathing'),
      minutes: 8,
      text: bilingual(
        '吸气数四下，呼气数六下，做八次。眼睛可以睁着；头晕就停下，正常呼吸。',
        'In for four counts, out for six, eight times. Eyes may stay open; whoever feels dizzy stops and breathes normally.',
      ),
    },
    {
      title: bilingual('五个感官', 'Five senses'),
      minutes: 8,
      text: bilingual(
        '依次找出看到的五样、听到的四样、摸到的三样、闻到的两样、一件感谢的事。',
        'Find five things you see, four you hear, three you touch, two you smell, and one you are thankful for.',
      ),
    },
    {
      title: bilingual('动一动', 'Move it out'),
      minutes: 7,
      text: bilingual(
        '用力握拳五秒再放松，耸肩再放下，原地走一分钟，感受前后的不同。',
        'Make fists for five seconds and let go, lift and drop the shoulders, walk on the spot for a minute; notice the difference.',
      ),
    },
    {
      title: bilingual('我的平静卡', 'My card'),
      minutes: 9,
      text: bilingual(
        '写下：我最常在什么时候温度升高，我要用哪个办法，谁可以提醒我。贴在铅笔盒里。',
        'Write: when my thermometer rises, which way I will use, who may remind me. It goes into the pencil case.',
      ),
    },
    {
      title: bilingual('约定练习', 'Practice'),
      minutes: 3,
      text: bilingual(
        '约好每天练一次，心情平静时也练，需要时才会用。',
        'Practise once a day, also when calm, so that it works when needed.',
      ),
    },
  ],
  checklist: [
    {
      id: 'week-3-breathing',
      text: bilingual('全班完成慢呼吸，并说明不舒服可以停', 'Slow breathing was done, with leave to stop'),
    },
    { id: 'week-3-senses', text: bilingual('完成五个感官练习', 'The five senses were done') },
    { id: 'week-3-movement', text: bilingual('完成动一动', 'The movement was done') },
    { id: 'week-3-card', text: bilingual('每人写好平静卡', 'Everyone wrote a card') },
    { id: 'week-3-practice', text: bilingual('约好每天练习', 'Daily practice was agreed') },
  ],
  adjustments: {
    selective: bilingual(
      '每个办法前后各量一次温度，比较哪个对谁更有用。',
      'Read the thermometer before and after each way and compare what helps whom.',
    ),
    indicated: bilingual(
      '只练孩子选的一个办法，请监护人一起学，写进家里的约定。',
      'Practise only the way the child chooses; the guardian learns it too, and it becomes a family habit.',
    ),
  },
};
