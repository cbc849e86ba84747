import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  partsByProgramme,
  partsBySite,
  partsBySource,
  type ServedPart,
  type ServedRow,
} from '../volunteers/served-parts.ts';
import { serviceSources } from '../volunteers/service.ts';
import { absenceNames, absenceReasons } from '../volunteers/attendance.ts';
import { withFewTogether } from './few-people.ts';
import type { Table } from './report.ts';
import { type ReportedVolunteering, volunteeringReport } from './volunteering-report.ts';
import { volunteeringReportWords as words } from './volunteering-report-words.ts';

/** The volunteers from one number to another. */
const people = (until: number, from = 0): ReadonlySet<string> =>
  new Set(Array.from({ length: until - from }, (_, at) => `volunteer ${from + at}`));

const part = (
  name: string,
  volunteerIds: ReadonlySet<string>,
  minutes = volunteerIds.size * 60,
): ServedPart => ({
  name,
  volunteerIds,
  minutes,
  times: volunteerIds.size,
});

const told: ReportedVolunteering = {
  organisation: '柳州拾光社会工作服务社',
  from: '2026-01-01',
  until: '2026-06-30',
  offered: { shifts: 20, places: 100, taken: 80 },
  calledOff: 2,
  total: { minutes: 6000, times: 75, people: 40 },
  bySite: [
    part('柳江小学社工站', people(30)),
    part('龙潭中学社工站', people(40, 23)),
    part('鱼峰站', people(3)),
  ],
  byProgramme: [part('课业辅导', people(40))],
  bySource: [
    { ...part('attendance', people(30), 4500), times: 55, source: 'attendance' },
    { ...part('imported', people(40, 28), 1500), times: 20, source: 'imported' },
  ],
  absent: [
    { reason: 'no_word', count: 12, volunteerIds: people(11) },
    { reason: 'ill', count: 1, volunteerIds: people(1) },
  ],
  retention: { before: 30, now: 40, again: 18, first: 12 },
  minors: { people: 4, minutes: 300, unknown: 0 },
  certificates: { count: 12, people: 12 },
  everServed: 50,
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
const tableNamed = (caption: string, more: Partial<ReportedVolunteering> = {}) =>
  volunteeringReport({ ...told, ...more }, 'zh').blocks.find(
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
      ['其他（合并）', '20.0', '20', '20'],
    ]);
    expect(tableNamed('志愿者')?.rows).toContainEqual(['未满 18 周岁的', '少于 10']);
    expect(tableNamed('证明与星级')?.rows).toContainEqual(['期末有 2 星及以上（300 小时）', '少于 10']);
    expect(tableNamed('为什么没有来')?.rows).toEqual([['全部原因（合并）', '13']]);
  });

  it('counts people of parts that stand together once', () => {
    const bySite = [1, 2, 3, 4, 5, 6].map((site) => part(`站点 ${site}`, people(2)));
    const six = [part('大站', people(40, 2)), part('中站', people(20, 5)), ...bySite];
    expect(tableNamed('按站点的服务时长', { bySite: six })?.rows).toEqual([
      ['大站', '38.0', '38', '—'],
      ['其他（合并）', '27.0', '27', '17'],
    ]);
  });

  it('tells neither one source of one person nor the one of twenty who did not come for the first time', () => {
    const twenty: Partial<ReportedVolunteering> = {
      total: { minutes: 3000, times: 30, people: 20 },
      bySource: [
        { ...part('attendance', people(20), 2940), source: 'attendance' },
        { ...part('claimed', people(1), 60), source: 'claimed' },
      ],
      retention: { before: 20, now: 20, again: 20, first: 19 },
      minors: { people: 19, minutes: 720, unknown: 1 },
      everServed: 20,
      stars: [
        { hours: 100, people: 19 },
        { hours: 300, people: 18 },
      ],
      certificates: { count: 1, people: 1 },
    };
    expect(tableNamed('时长的依据', twenty)?.rows).toEqual([['全部（合并）', '50.0', '100%', '21']]);
    expect(tableNamed('志愿者', twenty)?.rows).toEqual([
      ['本期服务过的人', '20'],
      ['其中第一次来的', '不列（其余少于 10 人）'],
      ['上一期服务过的人', '20'],
      ['其中本期再来的', '20（100%）'],
      ['未满 18 周岁的', '不列（其余少于 10 人）'],
      ['年龄不详（已退出）', '少于 10'],
    ]);
    expect(tableNamed('证明与星级', twenty)?.rows).toEqual([
      ['本期开出的服务证明', '不列（涉及少于 10 人）'],
      ['期末有 1 星及以上（100 小时）', '不列（其余少于 10 人）'],
      ['期末有 2 星及以上（300 小时）', '不列（其余少于 10 人）'],
    ]);
  });

  it('says of few neither why they did not come nor how often', () => {
    const few = { absent: [{ reason: 'ill', count: 11, volunteerIds: people(2) } as const] };
    expect(textOf('zh', few)).toContain('没有来的次数不列');
    expect(textOf('zh', few)).not.toContain('身体不适');
    expect(textOf('zh', few)).not.toMatch(/11 次/u);
  });

  it('tells the hours of an organisation of few people, and neither how often nor of what', () => {
    const few = { total: { minutes: 360, times: 3, people: 2 }, bySite: [part('龙潭站', people(2))] };
    expect(textOf('zh', few)).toContain('少于 10 位志愿者共服务了 6 小时；');
    expect(textOf('zh', few)).not.toContain('服务了 3 次');
    expect(textOf('zh', few)).not.toContain('龙潭站');
  });

  it('keeps parts as they are where none is small', () => {
    const parts = [part('甲', people(20)), part('乙', people(10))];
    expect(withFewTogether(parts, { least: 10 }, () => '其他')).toBe(parts);
  });

  it('has so many rows at most, with the rest together', () => {
    const parts = Array.from({ length: 50 }, (_, at) => part(`活动 ${at}`, people(40), 1000 - at));
    const rows = tableNamed('按项目的服务时长', { byProgramme: parts })?.rows ?? [];
    expect(rows).toHaveLength(20);
    expect(rows.at(-1)?.[0]).toBe('其他（合并）');
    expect(rows.slice(0, 19).map(([name]) => name)).toEqual(parts.slice(0, 19).map(({ name }) => name));
  });

  it('has shares that add up to a hundred', () => {
    const bySource = (['attendance', 'claimed', 'help'] as const).map((source, at) => ({
      ...part(source, people(20), at === 0 ? 5550 : 225),
      source,
    }));
    expect(tableNamed('时长的依据', { bySource })?.rows.map(([, , share]) => share)).toEqual([
      '92%',
      '4%',
      '4%',
    ]);
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
      certificates: { count: 0, people: 0 },
      everServed: 0,
      stars: [{ hours: 100, people: 0 }],
    };
    expect(textOf('en', nothing)).toContain('No service is recorded in this period.');
    expect(textOf('zh', nothing)).toContain('—');
  });
});

const LEAST = 3;

const among = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
  new Set([...some].filter((id) => others.has(id)));
const beside = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
  new Set([...some].filter((id) => !others.has(id)));

const aRow = fc.record<ServedRow>({
  volunteerId: fc.integer({ min: 0, max: 14 }).map((at) => `volunteer ${at}`),
  siteId: fc.constantFrom('甲', '乙', '丙', '丁'),
  siteName: fc.constant('站'),
  programme: fc.constantFrom('', '', '课业辅导'),
  title: fc.constantFrom('课业辅导', '巡河', '巡 河', '植树', '读报'),
  source: fc.constantFrom(...serviceSources),
  minutes: fc.integer({ min: 1, max: 300 }),
  times: fc.integer({ min: 1, max: 3 }),
});

/** What may be, with small numbers everywhere. */
const aPeriod = fc
  .record({
    rows: fc.oneof(
      fc.array(aRow, { minLength: 1, maxLength: 40 }),
      fc.array(aRow, { minLength: 30, maxLength: 60, size: 'max' }),
    ),
    earlier: fc.uniqueArray(fc.integer({ min: 0, max: 20 })),
    before: fc.uniqueArray(fc.integer({ min: 0, max: 20 })),
    minors: fc.uniqueArray(fc.integer({ min: 0, max: 14 })),
    unknown: fc.uniqueArray(fc.integer({ min: 0, max: 14 })),
    away: fc.array(
      fc.record({ reason: fc.constantFrom(...absenceReasons), who: fc.integer({ min: 0, max: 14 }) }),
      { maxLength: 20 },
    ),
    stars: fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 4 }),
    more: fc.integer({ min: 0, max: 12 }),
    certificates: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ rows, stars, away, more, certificates, ...numbers }) => {
    const idsOf = (some: readonly number[]) => new Set(some.map((at) => `volunteer ${at}`));
    const [earlier, before] = [idsOf(numbers.earlier), idsOf(numbers.before)];
    const now = new Set(rows.map(({ volunteerId }) => volunteerId));
    const minors = among(idsOf(numbers.minors), now);
    const unknown = beside(among(idsOf(numbers.unknown), now), minors);
    const total = (key: 'minutes' | 'times') => rows.reduce((sum, row) => sum + row[key], 0);
    const everServed = now.size + more;
    const given: ReportedVolunteering = {
      ...told,
      suppressBelow: LEAST,
      offered: { shifts: 3, places: 40, taken: away.length + more },
      total: { minutes: total('minutes'), times: total('times'), people: now.size },
      bySite: partsBySite(rows).map((one, at) => ({ ...one, name: `站 ${at}` })),
      byProgramme: partsByProgramme(rows),
      bySource: partsBySource(rows),
      absent: absenceReasons.flatMap((reason) => {
        const of = away.filter((one) => one.reason === reason);
        return of.length === 0
          ? []
          : [{ reason, count: of.length, volunteerIds: idsOf(of.map(({ who }) => who)) }];
      }),
      retention: {
        now: now.size,
        before: before.size,
        again: among(before, now).size,
        first: beside(beside(now, before), earlier).size,
      },
      minors: { people: minors.size, minutes: minors.size * 60, unknown: unknown.size },
      certificates: { count: certificates * 2, people: certificates },
      everServed,
      stars: stars
        .map((count) => Math.min(count, everServed))
        .toSorted((one, other) => other - one)
        .map((count, at) => ({ hours: 100 * (at + 1), people: count })),
    };
    return given;
  });

/** Those whom a row of a table is of; nobody: it is of all that the others are not of. */
function coveredBy(parts: readonly ServedPart[], rows: Table['rows']): ReadonlySet<string>[] {
  const named = rows.map(([name]) => parts.find((one) => one.name === name));
  const rest = parts.filter((one) => !named.includes(one));
  return named.map(
    (one) => one?.volunteerIds ?? new Set(rest.flatMap(({ volunteerIds }) => [...volunteerIds])),
  );
}

const numberIn = (cell: string | undefined) =>
  /^\d+/u.test(cell ?? '') ? Number.parseInt(cell ?? '', 10) : undefined;

/** Undefined where not all of it is told. */
function less(whole: number | undefined, ...some: readonly (number | undefined)[]): number | undefined {
  return some.reduce(
    (rest, one) => (rest === undefined || one === undefined ? undefined : rest - one),
    whole,
  );
}

const tableIn = (given: ReportedVolunteering, caption: string): Table['rows'] =>
  tableNamed(caption, given)?.rows ?? [];

/** Counts of people that a reader is told, or finds by taking one from another. */
function countsOfPeople(given: ReportedVolunteering): (number | undefined)[] {
  const table = tableIn(given, '志愿者');
  const ofPeople = (head: string) => numberIn(table.find(([name]) => name === head)?.[1]);
  const [now, first] = [ofPeople(words.served.zh), ofPeople(words.first.zh)];
  const [before, again] = [ofPeople(words.before.zh), ofPeople(words.again.zh)];
  const [minors, unknown] = [ofPeople(words.minors.zh), ofPeople(words.ageUnknown.zh)];
  const stars = tableIn(given, '证明与星级')
    .slice(1)
    .flatMap(([, cell]) => numberIn(cell) ?? []);
  return [
    now,
    first,
    before,
    again,
    minors,
    unknown,
    ...stars,
    less(now, first),
    less(now, again),
    less(now, first, again),
    less(before, again),
    less(now, minors),
    less(now, unknown),
    less(now, minors, unknown),
    ...stars.map((count, at) => less(at === 0 ? given.everServed : stars[at - 1], count)),
  ];
}

/** The same of a table of parts: also who is in none but one, and how often somebody is counted again. */
function countsOfParts(given: ReportedVolunteering, caption: string, parts: readonly ServedPart[]) {
  const rows = tableIn(given, caption);
  const now = numberIn(tableIn(given, '志愿者')[0]?.[1]);
  const shown = rows.map(([, , , cell]) => numberIn(cell));
  const sum = shown.reduce<number | undefined>((all, count) => less(all, less(0, count)), 0);
  return [
    ...coveredBy(parts, rows).map(({ size }) => size),
    ...shown.flatMap((count) => [count, less(now, count)]),
    rows.length === 0 ? 0 : less(sum, now),
  ];
}

/** What the report of small numbers says that it should not. */
function faultsOf(given: ReportedVolunteering): string[] {
  const sources = given.bySource.map((one) => ({ ...one, name: words.sources[one.source].zh }));
  const reasons = given.absent.map(({ reason, volunteerIds }) => part(absenceNames[reason].zh, volunteerIds));
  const counts = [
    ...countsOfPeople(given),
    ...countsOfParts(given, '按站点的服务时长', given.bySite),
    ...countsOfParts(given, '按项目的服务时长', given.byProgramme),
    ...coveredBy(sources, tableIn(given, '时长的依据')).map(({ size }) => size),
    ...coveredBy(reasons, tableIn(given, '为什么没有来')).map(({ size }) => size),
  ];
  const isFew = (count: number) => count > 0 && count < LEAST;
  const text = textOf('zh', given);
  const away = new Set(given.absent.flatMap(({ volunteerIds }) => [...volunteerIds])).size;
  const { total, certificates } = given;
  const sumsOf = (caption: string, column: number) =>
    tableIn(given, caption).reduce((sum, row) => sum + (numberIn(row[column]) ?? 0), 0);
  return [
    ...counts.flatMap((count) => (count !== undefined && isFew(Math.abs(count)) ? [`${count} people`] : [])),
    ...(isFew(total.people) && text.includes(`服务了 ${total.times} 次`) ? ['times of few'] : []),
    ...(isFew(away) && !text.includes('没有来的次数不列') ? ['absences of few'] : []),
    ...(isFew(certificates.people) && /^\d/u.test(tableIn(given, '证明与星级')[0]?.[1] ?? '')
      ? ['certificates of few']
      : []),
    ...(['按站点的服务时长', '按项目的服务时长', '时长的依据'] as const).flatMap((caption) => {
      const times = sumsOf(caption, caption === '时长的依据' ? 3 : 2);
      return times === 0 || times === total.times ? [] : [`${caption} has ${times} of ${total.times} times`];
    }),
  ];
}

describe('small numbers everywhere', () => {
  it('tell no count of few people, and none follows from what is told', () => {
    fc.assert(
      fc.property(aPeriod, (given) => {
        expect(faultsOf(given)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('are told where they are enough', () => {
    const counts = countsOfPeople({ ...told, minors: { people: 15, minutes: 900, unknown: 12 } });
    expect(counts.slice(0, 7)).toEqual([40, 12, 30, 18, 15, 12, 12]);
  });
});
