import { expect, it } from 'vitest';
import { placementReport, type ReportedPlacement } from './placement-report.ts';

const placement: ReportedPlacement = {
  student: { name: '农晓雯', university: '广西师范大学', studentNumber: '', tutorName: '陆老师' },
  organisationName: '柳州拾光社会工作服务社',
  siteName: '龙潭中学社工站',
  supervisorName: '韦小燕',
  from: '2026-11-01',
  until: '2027-02-01',
  agreedMinutes: 24_000,
  state: 'broken_off',
  hours: [
    { day: '2026-11-04', minutes: 360, content: '读政策' },
    { day: '2026-11-11', minutes: 45, content: '旁听' },
  ],
  evaluations: [],
  on: '2026-11-28',
};

it('sums what was confirmed, beside what was agreed', () => {
  const text = JSON.stringify(placementReport('zh', placement));
  expect(text).toContain('6 小时 45 分');
  expect(text).toContain('400 小时');
  expect(text).toContain('提前结束');
});

it('leaves out what nobody knows, and says that there are no hours', () => {
  const text = JSON.stringify(placementReport('en', { ...placement, hours: [] }));
  expect(text).not.toContain('Student number');
  expect(text).toContain('No hours are confirmed yet.');
});
