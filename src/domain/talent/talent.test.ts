import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutyOf, educationStanding, USUAL_DUTY } from './education.ts';
import { refuseRecord } from './professional-record.ts';
import { faultOfSupervision } from './supervision.ts';
import { type CountedWorker, type TalentFigures, talentFigures } from './talent-figures.ts';
import { loadBands, loadedRisks, NO_LOAD, USUAL_WEIGHTS, workloadOf } from './workload.ts';

const week = { weeklyMinutes: 2_400, isAway: false };

describe('workload', () => {
  it('adds up what a week needs, reckoned by hand: 3 × 180 + 5 × 90 + 240 × 4 / 4 + 60 + 120 / 4 of 1,680 minutes', () => {
    const load = {
      ...NO_LOAD,
      cases: { ...NO_LOAD.cases, high: 3, medium: 5 },
      sessions: 4,
      alerts: 1,
      supervisionMinutes: 120,
    };
    expect(workloadOf(load, USUAL_WEIGHTS, week)).toEqual({
      band: 'fitting',
      index: 79,
      neededMinutes: 1_320,
      availableMinutes: 1_680,
      freeMinutes: 360,
      parts: { cases: 990, sessions: 240, rounds: 0, alerts: 60, supervision: 30 },
    });
  });

  it('has bands that change where they say', () => {
    const bandAt = (percent: number) =>
      workloadOf(
        { ...NO_LOAD, alerts: percent },
        { ...USUAL_WEIGHTS, alertMinutes: 24, directPercent: 100 },
        week,
      ).band;
    expect([59, 60, 100, 101, 120, 121].map(bandAt)).toEqual([
      'free',
      'fitting',
      'fitting',
      'full',
      'full',
      'overloaded',
    ]);
  });

  it('asks nothing of whoever is away, and calls overloaded who has work without a week for it', () => {
    expect(workloadOf(NO_LOAD, USUAL_WEIGHTS, { ...week, weeklyMinutes: 0 }).band).toBe('away');
    const load = { ...NO_LOAD, alerts: 3 };
    expect(workloadOf(load, USUAL_WEIGHTS, { ...week, isAway: true })).toMatchObject({
      band: 'away',
      index: null,
      freeMinutes: 0,
    });
    expect(workloadOf(load, USUAL_WEIGHTS, { ...week, weeklyMinutes: 0 })).toMatchObject({
      band: 'overloaded',
      index: null,
    });
  });

  it('needs never less with one case more, and its parts are the whole', () => {
    const loads = fc.record({
      urgent: fc.nat(9),
      high: fc.nat(20),
      medium: fc.nat(40),
      low: fc.nat(60),
      unknown: fc.nat(60),
    });
    fc.assert(
      fc.property(loads, fc.constantFrom(...loadedRisks), (cases, risk) => {
        const load = { ...NO_LOAD, cases };
        const before = workloadOf(load, USUAL_WEIGHTS, week);
        const after = workloadOf(
          { ...load, cases: { ...cases, [risk]: cases[risk] + 1 } },
          USUAL_WEIGHTS,
          week,
        );
        expect(after.neededMinutes).toBeGreaterThan(before.neededMinutes);
        expect(after.freeMinutes).toBeLessThanOrEqual(before.freeMinutes);
        const sum = Object.values(before.parts).reduce((total, part) => total + part, 0);
        expect(sum).toBe(before.neededMinutes);
      }),
    );
  });
});

describe('continuing education', () => {
  it('is owed by the highest registration, and by nobody without one', () => {
    expect(dutyOf(['assistant_social_worker', 'social_worker'], USUAL_DUTY)).toBe(1_800);
    expect(dutyOf(['assistant_social_worker'], USUAL_DUTY)).toBe(1_440);
    expect(dutyOf(['counsellor', 'first_aid'], USUAL_DUTY)).toBe(0);
  });

  it('is behind a quarter short of the pace of the year, and with the year whatever is missing', () => {
    const at = (creditedMinutes: number, today: string) =>
      educationStanding({ dutyMinutes: 1_200, creditedMinutes }, 2026, today);
    expect(at(0, '2026-03-31')).toBe('on_pace');
    expect(at(0, '2026-04-03')).toBe('behind');
    expect(at(600, '2026-09-30')).toBe('on_pace');
    expect(at(590, '2026-09-28')).toBe('on_pace');
    expect(at(590, '2026-09-29')).toBe('behind');
    expect(at(1_199, '2027-01-01')).toBe('behind');
    expect(at(1_200, '2026-01-01')).toBe('met');
    expect(educationStanding({ dutyMinutes: 0, creditedMinutes: 0 }, 2026, '2026-12-31')).toBe('none_due');
  });
});

describe('what is entered', () => {
  const qualification = {
    record: 'qualification',
    code: 'social_worker',
    title: '',
    from: '2026-01-01',
    until: null,
    minutes: null,
  } as const;
  const education = {
    ...qualification,
    record: 'education',
    code: 'course',
    title: '培训',
    minutes: 90,
  } as const;

  it('is a known kind with what that kind needs', () => {
    const codeOf = (entered: Parameters<typeof refuseRecord>[0]) => refuseRecord(entered, '2026-06-01')?.code;
    expect(codeOf(qualification)).toBeUndefined();
    expect(codeOf(education)).toBeUndefined();
    expect(codeOf({ ...qualification, code: 'course' })).toBe('record_code_unknown');
    expect(codeOf({ ...education, code: 'social_worker' })).toBe('record_code_unknown');
    expect(codeOf({ ...qualification, code: 'other' })).toBe('record_title_missing');
    expect(codeOf({ ...education, title: '' })).toBe('record_title_missing');
    expect(codeOf({ ...education, minutes: null })).toBe('record_minutes_missing');
    expect(codeOf({ ...education, from: '2026-06-02' })).toBe('record_in_future');
    expect(codeOf({ ...qualification, from: '2026-06-02' })).toBeUndefined();
    expect(codeOf({ ...qualification, until: '2025-12-31' })).toBe('record_ends_before');
  });

  it('of supervision has somebody who supervised, who is none of the others', () => {
    const now = new Date('2026-06-01T00:00:00Z');
    const one = {
      kind: 'individual',
      supervisorId: 'a',
      supervisorName: '',
      participantIds: ['b'],
      heldAt: new Date('2026-05-31T00:00:00Z'),
    };
    const codeOf = (more: Partial<Omit<typeof one, 'supervisorId'>> & { supervisorId?: null }) =>
      faultOfSupervision({ ...one, ...more }, now)?.code;
    expect(codeOf({})).toBeUndefined();
    expect(codeOf({ supervisorId: null })).toBe('supervisor_missing');
    expect(codeOf({ supervisorId: null, kind: 'peer' })).toBeUndefined();
    expect(codeOf({ participantIds: ['a'] })).toBe('supervisor_of_self');
    expect(codeOf({ participantIds: ['b', 'c'] })).toBe('individual_of_one');
    expect(codeOf({ heldAt: new Date('2026-06-02T00:00:00Z') })).toBe('supervision_in_future');
  });
});

describe('figures of the staff', () => {
  const worker = (more: Partial<CountedWorker> = {}): CountedWorker => ({
    workload: { band: 'fitting', neededMinutes: 1_000, freeMinutes: 680 },
    weekMinutes: 1_680,
    qualifications: ['social_worker'],
    specialities: ['school'],
    languages: ['cmn'],
    education: 'met',
    isSupervised: true,
    isLendable: false,
    ...more,
  });
  const overloaded = worker({
    workload: { band: 'overloaded', neededMinutes: 3_000, freeMinutes: 0 },
  });

  it('of few tell what they can do, and nothing of how they are loaded', () => {
    const figures = talentFigures([worker(), overloaded], 5);
    expect(figures.workers).toBe(2);
    expect(Object.values(figures.bands)).toEqual([null, null, null, null, null]);
    expect([figures.index, figures.lendableMinutes, figures.unsupervised]).toEqual([null, null, null]);
    expect(figures.education).toEqual({ due: 2, behind: null });
    expect(figures.specialities.find(({ code }) => code === 'school')).toEqual({
      code: 'school',
      holders: 2,
      lendable: 0,
      available: 0,
    });
  });

  it('of many tell what is of five and more, and hide with a small count another from which it would follow', () => {
    const many = [
      ...Array.from({ length: 12 }, () => worker()),
      ...Array.from({ length: 7 }, () => overloaded),
    ];
    const open = talentFigures(many, 5);
    expect(open.bands).toEqual({ free: 0, fitting: 12, full: 0, overloaded: 7, away: 0 });
    // 33,000 of 31,920 minutes is 103 percent
    expect(open.index).toBe(100);
    const away = worker({
      workload: { band: 'away', neededMinutes: 0, freeMinutes: 0 },
    });
    const { bands } = talentFigures([...many, away], 5);
    expect(bands.away).toBeNull();
    // who is away is read from no sum either
    expect(talentFigures([...many, away], 5).index).toBe(open.index);
    const told = loadBands.filter((band) => bands[band] !== null);
    // the whole is told: one hidden count alone would follow from the rest
    expect(loadBands.length - told.length).toBeGreaterThan(1);
  });

  it('count who offers themselves and has time, and tell hours in tens', () => {
    const offered = worker({ isLendable: true });
    const busy = { ...overloaded, isLendable: true };
    const figures = talentFigures([offered, busy, worker()], 5);
    expect(figures.specialities.find(({ code }) => code === 'school')).toEqual({
      code: 'school',
      holders: 3,
      lendable: 2,
      available: 1,
    });
    // of two nobody is told how much time they have
    expect(figures.lendableMinutes).toBeNull();
    const five = Array.from({ length: 5 }, () => offered);
    // 3,400 minutes, in tens of hours
    expect(talentFigures(five, 5).lendableMinutes).toBe(3_000);
  });

  it('do not tell in two reports what neither tells: what was withheld lately stays so', () => {
    const of = (band: CountedWorker['workload']['band'], count: number) =>
      Array.from({ length: count }, () => worker({ workload: { band, neededMinutes: 1, freeMinutes: 1 } }));
    const withheldIn = ({ bands }: TalentFigures) =>
      new Set(loadBands.filter((band) => bands[band] === null));
    const others = [...of('full', 20), ...of('away', 20)];
    const few = of('overloaded', 4);
    const first = talentFigures([...others, ...few, ...of('fitting', 6), ...of('free', 7)], 5);
    expect(withheldIn(first)).toEqual(new Set(['overloaded', 'fitting']));
    const later = [...others, ...few, ...of('fitting', 8), ...of('free', 7)];
    // told with these, the whole less 48 and the 7 of before would leave the 4
    expect(talentFigures(later, 5).bands).toMatchObject({ fitting: 8, free: null });
    const second = talentFigures(later, 5, withheldIn(first));
    expect(second.bands).toEqual({ free: null, fitting: null, full: 20, overloaded: null, away: 20 });
    // also where the organisation tells of fewer by then
    const open = talentFigures(later, 3, withheldIn(first));
    expect(open.bands).toMatchObject({ free: 7, fitting: null, overloaded: null });
  });

  it('never let a count below the limit out, of whatever staff', () => {
    const anybody = fc.record({
      band: fc.constantFrom(...loadBands),
      behind: fc.boolean(),
      supervised: fc.boolean(),
      lendable: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 60 }), (staff) => {
        const workers = staff.map(({ band, behind, supervised, lendable }) =>
          worker({
            workload: { band, neededMinutes: 1, freeMinutes: 1 },
            education: behind ? 'behind' : 'met',
            isSupervised: supervised,
            isLendable: lendable,
          }),
        );
        const figures = talentFigures(workers, 5);
        const told = [...Object.values(figures.bands), figures.education.behind, figures.unsupervised];
        for (const count of told) expect(count === null || count === 0 || count >= 5).toBe(true);
        const areFew = staff.length < 5;
        expect(
          areFew && [...told, figures.index, figures.lendableMinutes].some((count) => count !== null),
        ).toBe(false);
      }),
    );
  });
});
