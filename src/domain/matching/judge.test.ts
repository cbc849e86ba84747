import { describe, expect, it } from 'vitest';
import { NO_AVAILABILITY } from '../volunteers/availability.ts';
import { NO_REQUIREMENTS } from '../volunteers/requirements.ts';
import { mayFix } from './decided.ts';
import { stepsBetween } from '../region-steps.ts';
import { collide, Judge } from './judge.ts';
import { MATCH_OPTIONS, type MatchOptions } from './match-options.ts';
import type { MatchDecision, MatchPlace, MatchVolunteer } from './match-problem.ts';

const at = (time: string, day = '2026-03-02') => Date.parse(`${day}T${time}:00+08:00`);

const place: MatchPlace = {
  shiftId: 'shift',
  role: '',
  opportunityId: 'opportunity',
  siteId: 'site',
  startsAt: at('09:00'),
  endsAt: at('11:00'),
  week: '2026-03-02',
  regionCode: '330302',
  category: 'children',
  requirements: { ...NO_REQUIREMENTS, checks: ['minors'] },
  free: 1,
  spans: [{ day: '2026-03-02', from: '09:00', to: '11:00' }],
};

const checked = {
  kind: 'check' as const,
  code: 'minors',
  validFrom: '2026-01-01',
  validUntil: '2026-03-02',
  withdrawnOn: null,
};

const fit: MatchVolunteer = {
  id: 'ann',
  birthDate: '2000-01-01',
  skills: [],
  qualifications: [checked],
  categories: [],
  regionCode: '330303',
  availability: { weekly: [{ weekday: 1, from: '08:00', to: '12:00' }], exceptions: [] },
  engaged: [],
  leftShiftIds: [],
  minutes: 0,
  servedAt: {},
  helpedAt: {},
};

const engagement = (from: string, to: string, siteId = 'site', day = '2026-03-02') => ({
  shiftId: `other ${from}`,
  siteId,
  startsAt: at(from, day),
  endsAt: at(to, day),
  week: '2026-03-02',
});

function verdict(
  volunteer: Partial<MatchVolunteer>,
  options: Partial<MatchOptions> = {},
  decisions: readonly MatchDecision[] = [],
  more: Partial<MatchPlace> = {},
) {
  const problem = {
    options: { ...MATCH_OPTIONS, ...options },
    places: [{ ...place, ...more }],
    volunteers: [{ ...fit, ...volunteer }],
    decisions,
  };
  const judge = new Judge(problem);
  const told = judge.judge(0, 0);
  // the quick way says the same
  expect(judge.isPossible(0, 0)).toBe(told.isPossible);
  return {
    told: told.isPossible ? 'possible' : told.obstacle,
    mayFix: mayFix(problem, judge, { place: 0, volunteer: 0 }, []),
  };
}

describe('somebody at a place', () => {
  it('is possible where nothing is in the way', () => {
    expect(verdict({})).toEqual({ told: 'possible', mayFix: true });
  });

  it('lacks a check that ends the day before, and cannot be put there by hand either', () => {
    const ended = { ...checked, validUntil: '2026-03-01' };
    expect(verdict({ qualifications: [ended] })).toEqual({ told: 'requirement', mayFix: false });
  });

  it('is busy with a shift at the time, or too near to it at another site', () => {
    expect(verdict({ engaged: [engagement('10:59', '12:00')] })).toEqual({ told: 'busy', mayFix: false });
    expect(verdict({ engaged: [engagement('11:00', '12:00')] }).told).toBe('possible');
    // half an hour on the way: for whoever decides by hand to judge
    expect(verdict({ engaged: [engagement('11:29', '12:00', 'elsewhere')] })).toEqual({
      told: 'busy',
      mayFix: true,
    });
    expect(verdict({ engaged: [engagement('11:30', '12:00', 'elsewhere')] }).told).toBe('possible');
  });

  it('is there already, or left it', () => {
    const there = { ...engagement('09:00', '11:00'), shiftId: 'shift' };
    expect(verdict({ engaged: [there] })).toEqual({ told: 'there', mayFix: false });
    expect(verdict({ leftShiftIds: ['shift'] })).toEqual({ told: 'left', mayFix: true });
  });

  it('is away, too far, or never said when', () => {
    expect(
      verdict({ availability: { weekly: [{ weekday: 1, from: '09:30', to: '12:00' }], exceptions: [] } })
        .told,
    ).toBe('away');
    expect(verdict({}, { reach: 'county' }).told).toBe('too_far');
    expect(verdict({ regionCode: '410102' }).told).toBe('too_far');
    expect(verdict({ regionCode: '410102' }, { reach: 'anywhere' }).told).toBe('possible');
    expect(verdict({ regionCode: null }, { reach: 'county' }).told).toBe('possible');
    expect(verdict({ availability: NO_AVAILABILITY }).told).toBe('possible');
    expect(verdict({ availability: NO_AVAILABILITY }, { asksUntold: false }).told).toBe('untold');
  });

  it('has a full week, by shifts or by hours', () => {
    const one = engagement('14:00', '15:00');
    const two = engagement('14:00', '15:00', 'site', '2026-03-03');
    expect(verdict({ engaged: [one] }).told).toBe('possible');
    expect(verdict({ engaged: [one, two] }).told).toBe('week_full');
    expect(verdict({ engaged: [one] }, { mostMinutesPerWeek: 179 })).toEqual({
      told: 'week_full',
      mayFix: true,
    });
    expect(verdict({ engaged: [one] }, { mostMinutesPerWeek: 180 }).told).toBe('possible');
    expect(verdict({ engaged: [one, two].map((other) => ({ ...other, week: '2026-02-23' })) }).told).toBe(
      'possible',
    );
  });

  it('was kept out by hand, before all else', () => {
    const barred = { shiftId: 'shift', role: '', volunteerId: 'ann', decision: 'barred' as const };
    expect(verdict({ regionCode: '410102' }, {}, [barred]).told).toBe('barred');
    expect(verdict({}, {}, [{ ...barred, role: '领队' }]).told).toBe('possible');
  });

  it('of a shift over midnight is asked on both days', () => {
    const spans = [
      { day: '2026-03-02', from: '22:00', to: '24:00' },
      { day: '2026-03-03', from: '00:00', to: '02:00' },
    ];
    const evening = { weekday: 1, from: '20:00', to: '24:00' };
    const night = { weekday: 2, from: '00:00', to: '03:00' };
    const told = (weekly: readonly (typeof evening)[]) =>
      verdict({ availability: { weekly, exceptions: [] } }, {}, [], { spans }).told;
    expect(told([evening])).toBe('away');
    expect(told([evening, night])).toBe('possible');
  });
});

it('regions are as near as their codes say', () => {
  expect(stepsBetween('330302', '330302')).toBe(0);
  expect(stepsBetween('330302', '330303')).toBe(1);
  expect(stepsBetween('330302', '330300')).toBe(1);
  expect(stepsBetween('330302', '330102')).toBe(2);
  expect(stepsBetween('330302', '330000')).toBe(2);
  expect(stepsBetween('330302', '410102')).toBe(3);
  expect(stepsBetween('330302', null)).toBeUndefined();
});

it('shifts collide both ways', () => {
  const [one, other] = [engagement('09:00', '11:00'), engagement('11:10', '12:00', 'elsewhere')];
  expect(collide(one, other, { travelMinutes: 30 })).toBe(true);
  expect(collide(other, one, { travelMinutes: 30 })).toBe(true);
  expect(collide(one, other, { travelMinutes: 10 })).toBe(false);
});
