import { describe, expect, it } from 'vitest';
import { plantedScores } from '../../../test/planted-answers.ts';
import { warmWayPlaybook } from '../playbooks/warm-way-playbook.ts';
import { createRandom } from '../random.ts';
import { growthCheck } from '../scoring/instruments/growth-check.ts';
import { pooledResults } from '../studies/pooled-results.ts';
import { arms, PLANNED_MODEL, type StudyProtocol } from '../studies/protocol.ts';
import type { StudyPerson } from '../studies/study-person.ts';
import { studyRelease } from '../studies/study-release.ts';
import { studyResults } from '../studies/study-results.ts';
import { barFigure, forestFigure } from './figures.ts';
import type { Block, Report, Scene } from './report.ts';
import type { ReportedStudy } from './reported-study.ts';
import { studyReport } from './study-report.ts';

const protocol: StudyProtocol = {
  title: '暖途八周',
  titleEn: 'Warm Way',
  question: '八周后心理韧性是否提高？',
  questionEn: 'Is resilience higher after eight weeks?',
  playbookId: warmWayPlaybook.id,
  arms: { intervention: '八周小组', comparison: '下学期再参加' },
  armsEn: { intervention: 'eight weeks in class' },
  allocation: 'existing_classes',
  waves: ['baseline', 'post'],
  primaryOutcome: { instrumentId: growthCheck.id, scale: 'total' },
  changeBasis: { reliability: { r: 0.85, kind: 'alpha', source: 'planted' }, sd: { kind: 'baseline' } },
  model: PLANNED_MODEL,
  participants: [{ organisationId: 'wz', code: 'wz', name: '温州', nameEn: null, regionCode: '330300' }],
  smallestCount: 10,
};
const scales = { ids: ['total', 'goal_focus'], direction: 'up' as const };
const chosen = {
  optionIds: ['academic_pressure'],
  selections: [['academic_pressure'], ['academic_pressure']],
  deliveries: [0, 2, 4, 6].map((index) => ({
    classId: `class ${index}`,
    playbookId: warmWayPlaybook.id,
    held: 8,
    planned: 8,
    done: 20 + index,
    items: 28,
  })),
};

function simulate(effect: number): StudyPerson[] {
  const random = createRandom(11);
  return Array.from({ length: 8 }).flatMap((_, index) => {
    const isIntervention = index % 2 === 0;
    return plantedScores(random, { isIntervention, effect, size: 20 }).map(
      ({ baseline, post }, position) => ({
        classId: `class ${index}`,
        arm: isIntervention ? ('intervention' as const) : ('comparison' as const),
        isInvited: true,
        hasConsent: true,
        sex: position % 2 === 0 ? ('female' as const) : ('male' as const),
        age: 13,
        baseline: { total: baseline, goal_focus: baseline },
        post: { total: post, goal_focus: post },
        attended: isIntervention ? 8 - (position % 3) : null,
      }),
    );
  });
}

function reported(result: ReportedStudy['result'], more: Partial<ReportedStudy> = {}): ReportedStudy {
  return {
    protocol,
    protocolHash: 'ab12',
    registeredAt: new Date('2026-09-07T02:00:00Z'),
    amendments: [{ amendment: '后测推迟一周', reason: '期中考试', madeAt: '2026-11-02T02:00:00Z' }],
    playbook: warmWayPlaybook,
    instrument: growthCheck,
    hardestOptions: { academic_pressure: { zh: '学习压力', en: 'Academic pressure' } },
    regionNames: { '330300': { zh: '温州市', en: 'Wenzhou' } },
    result,
    isSynthetic: true,
    version: '0.1.0',
    now: new Date('2026-11-25T02:00:00Z'),
    timeZone: 'Asia/Shanghai',
    ...more,
  };
}

function ownReport(effect: number): ReportedStudy {
  const results = studyResults(protocol, scales, simulate(effect), chosen);
  return reported({ of: 'own', results, interviews: null });
}

/** Two regions with a version each. */
function pooledReport(): ReportedStudy {
  const received = [
    { code: '330300', playbookId: 'warm-way@1' },
    { code: '450200', playbookId: 'warm-way-lz@1' },
  ].map(({ code, playbookId }, index) => {
    const people = simulate(0.4 + index / 10);
    const treated = new Set(people.filter(({ arm }) => arm === 'intervention').map(({ classId }) => classId));
    const deliveries = [...treated].map((classId) => ({
      classId,
      playbookId,
      held: 6,
      planned: 8,
      done: 24,
      items: 32,
    }));
    const released = { optionIds: [], selections: [], deliveries };
    const release = studyRelease(protocol, 'ab12', scales, people, released);
    const [participant] = protocol.participants;
    if (release === undefined || participant === undefined) throw new Error('the classes are large enough');
    return { participant: { ...participant, organisationId: code, code, regionCode: code }, release };
  });
  return reported({
    of: 'pooled',
    results: pooledResults(protocol, received),
    released: received.map(({ participant, release }) => ({ ...release, name: participant.code })),
    versionTitles: { 'warm-way@1': { zh: '暖途八周', en: 'Warm Way' } },
  });
}

/** All words of a report. */
function textOf({ title, subtitle, blocks, colophon }: Report): string {
  return [title, subtitle, ...blocks.map(textOfBlock), colophon].join('\n');
}

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case 'list':
      return block.items.join('\n');
    case 'table':
      return [block.caption, ...block.head, ...block.rows.flat(), block.note ?? ''].join('\n');
    case 'picture':
      return [block.caption, ...wordsOf(block.scene)].join('\n');
    default:
      return block.text;
  }
}

function wordsOf({ shapes }: Scene): string[] {
  return shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
}

const reports = [
  ['own', ownReport(0.4)],
  ['pooled', pooledReport()],
] as const;

describe('the report of a study', () => {
  it.each(reports)('%s: every blank is filled, in both languages', (_, study) => {
    for (const language of ['zh', 'en'] as const) {
      const text = textOf(studyReport(study, language));
      expect(text).not.toMatch(/\{\w+\}|undefined|NaN|null|Infinity/);
      expect(text).toContain('ab12');
      expect(text).toContain('后测推迟一周');
    }
    const english = textOf(studyReport(study, 'en')).replaceAll(
      /下学期再参加|后测推迟一周|期中考试|温州/g,
      '',
    );
    expect(english).not.toMatch(/\p{Script=Han}/u);
  });

  it.each(reports)(
    '%s: every figure stands beside a table of its numbers, every table is even',
    (_, study) => {
      const { blocks } = studyReport(study, 'zh');
      const behindPictures = blocks.flatMap(({ kind }, index) =>
        kind === 'picture' ? [blocks[index + 1]?.kind] : [],
      );
      expect(behindPictures.length).toBeGreaterThan(0);
      expect(new Set(behindPictures)).toEqual(new Set(['table']));
      const widths = blocks.flatMap((block) =>
        block.kind === 'table' ? block.rows.map((row) => row.length - block.head.length) : [],
      );
      expect(new Set(widths)).toEqual(new Set([0]));
    },
  );

  it('says which arm scored higher, by how much, and whether that may be chance', () => {
    const finding = (effect: number) => textOf(studyReport(ownReport(effect), 'zh'));
    expect(finding(0.6)).toMatch(/干预组比对照组高 0\.\d\d 分（95% 区间 0\.\d\d 到 0\.\d\d）.*区间不包含 0/);
    expect(finding(-0.6)).toMatch(/干预组比对照组低 0\.\d\d 分（95% 区间 0\.\d\d 到 0\.\d\d）/);
    expect(finding(0)).toContain('不能排除两组没有差别');
  });

  it('shows least squares with cluster-robust errors beside the planned model, close to it', () => {
    const { result } = ownReport(0.4);
    const { model, sensitivity } =
      result.of === 'own' ? result.results.primary : { model: undefined, sensitivity: null };
    const planned = model?.effects[0];
    expect(Math.abs((sensitivity?.estimate ?? 9) - (planned?.estimate ?? 0))).toBeLessThan(0.1);
    expect(sensitivity?.df).toBeLessThan(8);
    expect(textOf(studyReport(ownReport(0.4), 'zh'))).toContain('敏感性分析：最小二乘，CR2 标准误');
  });

  it('says who was lost and what was received, the latter as exploratory and without a p value', () => {
    const study = ownReport(0.4);
    const { blocks } = studyReport(study, 'zh');
    const text = textOf(studyReport(study, 'zh'));
    expect(text).toContain('剂量与忠实度（探索性）');
    expect(text).toContain('平均 7.0（6.0 到 8.0）');
    const table = blocks.find((block) => block.kind === 'table' && block.caption.startsWith('剂量'));
    expect(table).toMatchObject({ head: ['得到了什么', '得到的量', '班级 / 人数', '估计', '95% 区间'] });
    // nobody was lost here: nothing to shift
    expect(text).not.toContain('失访者');
    const lost = simulate(0.4).map((person, index) =>
      index % 10 === 0 ? { ...person, post: null } : person,
    );
    const results = studyResults(protocol, scales, lost, chosen);
    const withLost = textOf(studyReport(reported({ of: 'own', results, interviews: null }), 'zh'));
    expect(withLost).toContain('干预组：基线作答的 80 人中有 8 人没有后测。');
    expect(withLost).toContain('0.5 个标准差');
  });

  it('shows themes of interviews where there are any, the most frequent first, with words and roles', () => {
    const results = studyResults(protocol, scales, simulate(0.4), chosen);
    const theme = (title: string, mentions: number, quotes: { text: string; who: string }[] = []) => ({
      title,
      titleEn: `${title} in English`,
      description: '',
      mentions,
      quotes,
    });
    const interviews = {
      interviews: 9,
      who: '学生 9 人',
      method: '按提纲。',
      themes: [theme('愿意说', 3), theme('会求助', 7, [{ text: '我去找了老师', who: '八年级学生' }])],
    };
    const own = { of: 'own', results } as const;
    const text = textOf(studyReport(reported({ ...own, interviews }), 'zh'));
    expect(text).toContain('9 次访谈：学生 9 人。按提纲。');
    expect(text).toContain('会求助：“我去找了老师”（八年级学生）');
    expect(text.indexOf('7 / 9')).toBeLessThan(text.indexOf('3 / 9'));
    const english = textOf(studyReport(reported({ ...own, interviews }), 'en'));
    expect(english).toContain('会求助 in English');
    expect(textOf(studyReport(reported({ ...own, interviews: null }), 'zh'))).not.toContain('访谈主题');
  });

  it('adjusts means so that they differ by the effect', () => {
    const { result } = ownReport(0.4);
    const [effect] = result.of === 'own' ? result.results.primary.model.effects : [];
    const means = effect?.adjustedMeans;
    expect((means?.intervention ?? 0) - (means?.comparison ?? 0)).toBeCloseTo(
      effect?.estimate ?? Number.NaN,
      12,
    );
    expect(means?.comparison).toBeGreaterThan(2.9);
    expect(means?.comparison).toBeLessThan(3.6);
  });

  it('does not call a study of existing classes randomised, and says when there is no effect to report', () => {
    const text = textOf(studyReport(ownReport(0.4), 'en'));
    expect(text).toContain('not randomised');
    expect(text).toContain('Classes were not drawn by lot');
    const single = simulate(0.4).filter(({ classId }) => classId < 'class 2');
    const results = studyResults(protocol, scales, single, chosen);
    const none = studyReport(reported({ of: 'own', results, interviews: null }), 'en');
    expect(textOf(none)).toContain('There is no difference to report (arm_confounded_with_cluster)');
  });
});

it('the pooled report sets versions and regions side by side, and says what that cannot tell', () => {
  const text = textOf(studyReport(pooledReport(), 'zh'));
  expect(text).toContain('暖途八周（warm-way@1）');
  // without a title it goes by its id
  expect(text).toMatch(/warm-way-lz@1\n450200\n\d+ \/ \d+\n75%\n75%/);
  expect(text).toContain('450200 减 温州市');
  expect(text).toContain('每个地区各用一个版本，差别也可能来自地区');
});

it('the pooled report tells who came how far, who changed and what is hardest, or that it is hidden', () => {
  const { result } = pooledReport();
  const told = (kinds: Readonly<Record<string, number | null>>, total: number | null) =>
    arms.flatMap((arm) => [
      ...Object.entries(kinds).map(([kind, count]) => ({ keys: [arm, kind], count })),
      { keys: [arm, null], count: total },
    ]);
  const released = [
    {
      name: '温州',
      classesLeftOut: 2,
      flow: told({ baseline_only: 13, analysed: 80 }, 93),
      change: told({ improved: 30, not_improved: 50 }, 80),
      hardest: { n: 80, options: [{ optionId: 'academic_pressure', first: 60 }] },
    },
    {
      name: '柳州',
      classesLeftOut: 0,
      flow: told({ baseline_only: null, analysed: 70 }, null),
      change: told({ improved: 30, unchanged: 25, deteriorated: null }, 70),
      hardest: { n: null, options: [{ optionId: 'academic_pressure', first: 55 }] },
    },
  ];
  const report = studyReport(reported({ ...result, released } as ReportedStudy['result']), 'zh');
  const rows = new Map(
    report.blocks.flatMap((block) => (block.kind === 'table' ? [[block.caption, block.rows] as const] : [])),
  );
  // not invited, no consent, neither wave, baseline only, post only, analysed, total
  expect(rows.get('各步人数')?.slice(1, 3)).toEqual([
    ['温州 · 对照组', '—', '—', '—', '13', '—', '80', '93'],
    ['柳州 · 干预组', '—', '—', '—', '人数过少，不显示', '—', '70', '人数过少，不显示'],
  ]);
  // improved, not improved, unchanged, deteriorated, total
  expect(rows.get('多少人有可靠的变化')?.slice(1, 3)).toEqual([
    ['温州 · 对照组', '30', '50', '—', '—', '80'],
    ['柳州 · 干预组', '30', '—', '25', '人数过少，不显示', '70'],
  ]);
  expect(rows.get('学生觉得最难的事')).toEqual([['学习压力', '60 (75%)', '55']]);
  expect(textOf(report)).toContain('温州：2 个小班没有计入。');
});

describe('figures', () => {
  it('draw an interval from its low to its high end, the estimate between them, whatever the units', () => {
    for (const unit of [1e-6, 1, 1e6]) {
      const row = { label: 'a', estimate: 2 * unit, low: unit, high: 4 * unit, figure: '' };
      const { shapes, width } = forestFigure([row], '0');
      const line = shapes.find((shape) => shape.kind === 'line' && shape.ink === 'text');
      const box = shapes.find((shape) => shape.kind === 'box');
      if (line?.kind !== 'line' || box?.kind !== 'box') throw new Error('a row has a line and a box');
      const centre = box.x + box.width / 2;
      expect(line.x1).toBeLessThan(centre);
      expect(centre).toBeLessThan(line.x2);
      expect((centre - line.x1) / (line.x2 - line.x1)).toBeCloseTo(1 / 3, 9);
      expect(line.x2).toBeLessThan(width);
    }
  });

  it('divide a bar by its counts, and survive a group of nobody', () => {
    const part = (count: number) => ({ label: 'x', count, ink: 'good' as const });
    const { shapes } = barFigure([
      { label: 'a', parts: [part(30), part(10)] },
      { label: 'b', parts: [part(0), part(0)] },
    ]);
    const widths = shapes.flatMap((shape) =>
      shape.kind === 'box' && shape.height === 20 ? [shape.width] : [],
    );
    expect(widths).toHaveLength(2);
    expect((widths[0] ?? 0) / (widths[1] ?? 1)).toBeCloseTo(3, 12);
  });
});
