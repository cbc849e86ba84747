import { describe, expect, it } from 'vitest';
import { largestParts, partsByProgramme, partsBySite, type ServedRow, sumParts } from './served-parts.ts';

const row = (title: string, volunteerId: string, more: Partial<ServedRow> = {}): ServedRow => ({
  volunteerId,
  siteId: 'one',
  siteName: '鹿城站',
  programme: '',
  title,
  source: 'imported',
  minutes: 60,
  times: 1,
  ...more,
});

describe('parts of the hours of a time', () => {
  it('are one where an import takes their titles for one, each person once', () => {
    const rows = [
      row('巡河', 'li', { times: 2 }),
      row('巡 河', 'li'),
      row('巡河。', 'wang', { minutes: 30 }),
      row('植树', 'li'),
    ];
    expect(partsByProgramme(rows)).toEqual([
      { name: '巡河', minutes: 150, times: 4, volunteerIds: new Set(['li', 'wang']), isProgramme: false },
      { name: '植树', minutes: 60, times: 1, volunteerIds: new Set(['li']), isProgramme: false },
    ]);
  });

  it('have the name of a programme where hours of before bear it as a title', () => {
    const rows = [
      row('课业 辅导', 'li', { times: 9 }),
      row('周末辅导', 'wang', { programme: '课业辅导', source: 'attendance' }),
    ];
    expect(partsByProgramme(rows)).toMatchObject([{ name: '课业辅导', isProgramme: true, minutes: 120 }]);
  });

  it('are two where two sites have one name', () => {
    const rows = [row('植树', 'li'), row('植树', 'li', { siteId: 'two', minutes: 90 })];
    expect(partsBySite(rows).map(({ name, minutes }) => [name, minutes])).toEqual([
      ['鹿城站', 90],
      ['鹿城站', 60],
    ]);
  });

  it('stand together from the smallest on, where there are too many', () => {
    const parts = partsByProgramme(
      ['甲', '乙', '丙', '丁'].map((title, at) => row(title, 'li', { minutes: 100 - at })),
    );
    expect(largestParts(parts, 4).others).toEqual([]);
    const { shown, others } = largestParts(parts, 3);
    expect(shown.map(({ name }) => name)).toEqual(['甲', '乙']);
    expect(sumParts('', others)).toEqual({
      name: '',
      minutes: 98 + 97,
      times: 2,
      volunteerIds: new Set(['li']),
    });
  });
});
