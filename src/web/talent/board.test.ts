import { expect, it } from 'vitest';
import type { TalentWorkerView } from '../../contract/talent.ts';
import type { LoadBand } from '../../domain/talent/workload.ts';
import { coverageOf, narrowed } from './board.ts';

function worker(name: string, load: { band: LoadBand; index: number | null } | null): TalentWorkerView {
  const parts = { cases: 0, sessions: 0, rounds: 0, alerts: 0, supervision: 0 };
  const cases = { urgent: 0, high: 0, medium: 0, low: 0, unknown: 0 };
  return {
    accountId: name,
    name,
    awayUntil: null,
    profile: {
      specialities: ['school'],
      languages: ['cmn'],
      isLendable: false,
      weeklyMinutes: 2_400,
      version: 0,
    },
    qualifications: [],
    expiring: 0,
    waiting: 0,
    workload: load && {
      ...load,
      neededMinutes: 0,
      availableMinutes: 0,
      freeMinutes: 0,
      parts,
      counts: { cases, sessions: 0, rounds: 0, alerts: 0 },
      recordedMinutes: 0,
    },
    education: { year: 2026, dutyMinutes: 0, creditedMinutes: 0, waitingMinutes: 0, standing: 'none_due' },
    formerEducation: {
      year: 2025,
      dutyMinutes: 0,
      creditedMinutes: 0,
      waitingMinutes: 0,
      standing: 'none_due',
    },
    supervision: {
      lastOn: null,
      isDue: true,
      receivedMinutes: 0,
      givenMinutes: 0,
      waitingMinutes: 0,
      overlappingMinutes: 0,
    },
  };
}

const staff = [
  worker('away', { band: 'away', index: null }),
  worker('fits', { band: 'fitting', index: 80 }),
  worker('coordinator', null),
  worker('no week', { band: 'overloaded', index: null }),
  worker('too much', { band: 'overloaded', index: 150 }),
];

it('whoever has too much comes first, and whoever is away or has no cases at the end', () => {
  expect(narrowed(staff, {}).map(({ name }) => name)).toEqual([
    'no week',
    'too much',
    'fits',
    'away',
    'coordinator',
  ]);
});

it('a search leaves who fits all of it', () => {
  expect(narrowed(staff, { band: 'fitting', speciality: 'school' }).map(({ name }) => name)).toEqual([
    'fits',
  ]);
  expect(narrowed(staff, { band: 'fitting', language: 'zha' })).toEqual([]);
});

it('what the staff can do is counted, and of these who has time', () => {
  expect(coverageOf(staff).find(({ code }) => code === 'school')).toEqual({
    code: 'school',
    holders: 5,
    free: 1,
  });
  expect(coverageOf(staff).find(({ code }) => code === 'trauma')).toMatchObject({ holders: 0 });
});
