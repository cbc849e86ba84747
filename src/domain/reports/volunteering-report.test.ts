import { describe, expect, it } from 'vitest';
import type { Table } from './report.ts';
import { type ReportedVolunteering, volunteeringReport, withFewTogether } from './volunteering-report.ts';

const part = (name: string, people: number, minutes = people * 60) => ({
  name,
  people,
  minutes,
  times: people,
});

const told: ReportedVolunteering = {
  organisation: '柳州拾光社会工作服务社',
  from: '2026-01-01',
  until: '2026-06-30',
  offered: { shifts: 20, places: 100, taken: 80 },
  calledOff: 2,
  total: { minutes: 6000, times: 75, people: 40 },
  bySite: [part('柳江小学社工站', 30), part('龙潭中学社工站', 14), part('鱼峰站', 3)],
  byProgramme: [part('课业辅导', 40)],
  bySource: [
    { source: 'attendance', minutes: 4500, times: 55, people: 30 },
    { source: 'imported', minutes: 1500, times: 20, people: 12 },
  ],
  absent: [
    { reason: 'no_word', count: 12 },
    { reason: 'ill', count: 1 },
  ],
  retention: { before: 30, now: 40, again: 18, first: 15 },
  minors: { people: 4, minutes: 300, unknown: 0 },
  certificates: 9,
  stars: [
    { hours: 100, people: 12 },
    { hours: 300, people: 2 },
  ],
  suppressBelow: 10,
  isSynthetic: true,
  version: '0.0.0',
  now: new Date('2026-07-01T00:00:00Z'),
  timeZone: 'Asia/Shanghai',
};

const textOf = (language: 'zh' | 'en', more: Partial<ReportedVolunteering> = {}) =>
  JSON.stringify(volunteeringReport({ ...told, ...more }, language));
const tableNamed = (caption: string) =>
  volunteeringReport(told, 'zh').blocks.find(
    (block): block is Table => block.kind === 'table' && block.caption === caption,
  );

describe('a report to a funder', () => {
  it('says what was offered, filled and served, each share with its n', () => {
    expect(textOf('zh')).toContain('40 位志愿者服务了 75 次，共 100 小时；100 个名额中有 80 个有人（80%）。');
    expect(textOf('en')).toContain('Of 100 places 20 stayed open.');
    expect(tableNamed('时长的依据')?.rows).toEqual([
      ['现场签到、签退', '75.0', '75%', '55'],
      ['历史导入，另一人确认', '25.0', '25%', '20'],
    ]);
  });

  it('tells few people together with others, so that none follows from the total', () => {
    expect(tableNamed('按站点的服务时长')?.rows).toEqual([
      ['柳江小学社工站', '30.0', '30', '30'],
      ['其他（合并）', '17.0', '17', '17'],
    ]);
    expect(tableNamed('志愿者')?.rows).toContainEqual(['未满 18 周岁的', '不足 10 人，不单列']);
    expect(tableNamed('证明与星级')?.rows).toContainEqual(['期末有 2 星及以上（300 小时）', '少于 10']);
    expect(tableNamed('为什么没有来')?.rows).toEqual([['其他原因（合并）', '13']]);
  });

  it('says of few why they did not come to nobody', () => {
    const few = { absent: [{ reason: 'ill', count: 1 } as const] };
    expect(textOf('zh', few)).toContain('有 1 次人没有来');
    expect(textOf('zh', few)).not.toContain('身体不适');
  });

  it('keeps parts as they are where none is small', () => {
    const parts = [part('甲', 20), part('乙', 10)];
    expect(withFewTogether(parts, 10, '其他')).toBe(parts);
  });

  it('is complete where there is nothing', () => {
    const nothing = {
      offered: { shifts: 0, places: 0, taken: 0 },
      total: { minutes: 0, times: 0, people: 0 },
      bySite: [],
      byProgramme: [],
      bySource: [],
      absent: [],
      retention: { before: 0, now: 0, again: 0, first: 0 },
      minors: { people: 0, minutes: 0, unknown: 0 },
    };
    expect(textOf('en', nothing)).toContain('No service is recorded in this period.');
    expect(textOf('zh', nothing)).toContain('—');
  });
});
