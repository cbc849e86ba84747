import type { DemoMeetings, DemoSayings } from '../meetings/seed.ts';

/** A meeting of seven weeks ago, and one next week. */
export const demoMeetings: DemoMeetings = {
  past: { kind: 'sharing', title: '十月分享会：亲子沟通小组怎么带', place: '线上会议' },
  coming: { kind: 'joint', title: '十二月联动会：寒假前的准备', place: '郑州同行社会工作发展中心三楼会议室' },
};

/** By the code of the station: what it wants to speak of next, and what it took on at the last meeting. */
export const demoSayings: Readonly<Record<string, DemoSayings>> = {
  'wz-station': {
    topics: [['寒假前的筛查怎么安排', 20]],
    items: [{ title: '录制亲子沟通小组的带领示范', dueInDays: -3 }],
  },
  'zz-station': {
    topics: [['跨机构转介的流程图', 15]],
    items: [{ title: '整理跨机构转介的流程图', dueInDays: -10, done: '流程图已整理好，放在资料库里。' }],
  },
  'lz-station': {
    topics: [],
    items: [{ title: '提供留守儿童寒假陪伴方案', dueInDays: 5 }],
  },
};
