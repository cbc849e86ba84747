import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permissions, type Permission } from '../access/roles.ts';
import { foldCase, type CaseEvent } from './case-state.ts';
import { decideTransition, nextSteps, type TransitionFacts } from './decide-transition.ts';
import { caseStatuses, lifecycle, type CaseStatus, type Requirement } from './lifecycle.ts';

const requirements = [
  ...new Set(
    caseStatuses.flatMap((from) => Object.values(lifecycle[from].to).flatMap(({ requires }) => requires)),
  ),
];
const everything: TransitionFacts = { permissions: new Set(permissions), fulfilled: new Set(requirements) };

function lacking(...missing: (Permission | Requirement)[]): TransitionFacts {
  const isThere = (name: Permission | Requirement): boolean => !missing.includes(name);
  return {
    permissions: new Set(permissions.filter(isThere)),
    fulfilled: new Set(requirements.filter(isThere)),
  };
}

/** Statuses along a walk that takes, at each place, one of the allowed next steps. */
function walk(choices: readonly number[]): CaseStatus[] {
  const path: CaseStatus[] = ['referral'];
  for (const choice of choices) {
    const steps = nextSteps(path.at(-1) ?? 'referral', everything).filter(({ decision }) => decision.ok);
    const step = steps[choice % Math.max(1, steps.length)];
    if (step === undefined) break;
    path.push(step.to);
  }
  return path;
}

describe('the lifecycle of a case', () => {
  it('leads from referral to follow-up when everything is on record', () => {
    const way: CaseStatus[] = [
      'referral',
      'intake',
      'assessment',
      'plan',
      'intervention',
      'review',
      'closed',
      'follow_up',
    ];
    for (const [index, to] of way.slice(1).entries()) {
      const from = way[index] ?? 'referral';
      expect([from, to, decideTransition(from, to, everything).ok]).toEqual([from, to, true]);
    }
  });

  it.each<[CaseStatus, CaseStatus, Requirement[]]>([
    ['referral', 'declined', ['reason']],
    ['intake', 'assessment', ['consent']],
    ['assessment', 'plan', ['risk_level']],
    ['plan', 'intervention', ['goal', 'plan_agreed']],
    ['intervention', 'review', ['encounter']],
    ['review', 'closed', ['closure_reason', 'no_open_alert']],
    ['intervention', 'transferred', ['sharing_consent']],
    ['follow_up', 'closed', ['follow_up_result']],
    ['closed', 'reopened', ['reason']],
  ])('does not go from %s to %s without %j, and names what is missing', (from, to, missing) => {
    const decision = decideTransition(from, to, lacking(...missing));
    expect(
      decision.ok ? [] : decision.reason === 'requirements_missing' && [...decision.missing].sort(),
    ).toEqual([...missing].sort());
  });

  it.each<[CaseStatus, CaseStatus, Permission]>([
    ['referral', 'intake', 'referral.decide'],
    ['plan', 'intervention', 'case.write'],
    ['review', 'closed', 'case.close'],
  ])('does not go from %s to %s for somebody without %s', (from, to, permission) => {
    expect(decideTransition(from, to, lacking(permission))).toEqual({ ok: false, reason: 'forbidden' });
  });

  it('skips nothing and goes nowhere twice', () => {
    expect(decideTransition('referral', 'intervention', everything)).toEqual({
      ok: false,
      reason: 'no_such_transition',
    });
    expect(decideTransition('closed', 'intervention', everything)).toEqual({
      ok: false,
      reason: 'no_such_transition',
    });
    expect(decideTransition('plan', 'plan', everything)).toEqual({ ok: false, reason: 'already_there' });
  });

  it('reaches every status from the referral', () => {
    const reached = new Set<CaseStatus>(['referral']);
    for (const from of reached) for (const { to } of nextSteps(from, everything)) reached.add(to);
    expect([...reached].sort()).toEqual([...caseStatuses].sort());
  });

  it('leaves an ended case only by reopening or by following it up', () => {
    for (const status of caseStatuses.filter((candidate) => lifecycle[candidate].phase === 'ended')) {
      const exits = nextSteps(status, everything).map(({ to }) => to);
      expect(exits.every((to) => to === 'reopened' || to === 'follow_up')).toBe(true);
      expect(exits).toContain('reopened');
    }
  });

  it('keeps every path of allowed steps within the table, and every intervention behind assessment and plan', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 40 }), (choices) => {
        const path = walk(choices);
        expect(path.every((status) => status in lifecycle)).toBe(true);
        const beforeWork = new Set(path.slice(0, Math.max(0, path.indexOf('intervention'))));
        const isPrepared = beforeWork.has('assessment') && beforeWork.has('plan');
        expect(!path.includes('intervention') || isPrepared).toBe(true);
        // after a reopening the way back to the work leads through a new assessment
        const afterReopening = new Set(
          path.includes('reopened') ? path.slice(path.lastIndexOf('reopened')) : [],
        );
        expect(!afterReopening.has('intervention') || afterReopening.has('assessment')).toBe(true);
      }),
    );
  });

  it('never allows with fewer facts what it refuses with more', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...caseStatuses),
        fc.constantFrom(...caseStatuses),
        fc.subarray([...requirements]),
        fc.subarray([...permissions]),
        (from, to, fulfilled, granted) => {
          const some = decideTransition(from, to, {
            permissions: new Set(granted),
            fulfilled: new Set(fulfilled),
          });
          expect(some.ok && !decideTransition(from, to, everything).ok).toBe(false);
        },
      ),
    );
  });
});

describe('the state of a case', () => {
  const opened: CaseEvent = { kind: 'opened', at: '2026-09-01T00:00:00.000Z', status: 'referral' };
  it('follows from its events', () => {
    expect(foldCase([])).toBeUndefined();
    expect(foldCase([opened, moved('intake', 2), moved('closed', 3)])).toEqual({
      status: 'closed',
      openedAt: '2026-09-01T00:00:00.000Z',
      since: '2026-09-03T00:00:00.000Z',
      endedAt: '2026-09-03T00:00:00.000Z',
      timesReopened: 0,
    });
    expect(foldCase([opened, moved('declined', 2), moved('reopened', 4)])).toMatchObject({
      status: 'reopened',
      endedAt: null,
      timesReopened: 1,
    });
  });

  it('refuses events that are not one case in order', () => {
    expect(() => foldCase([moved('intake', 2)])).toThrow(RangeError);
    expect(() => foldCase([opened, opened])).toThrow(RangeError);
    expect(() => foldCase([opened, moved('plan', 2)])).toThrow(RangeError);
    expect(() => foldCase([opened, moved('intake', 3), moved('assessment', 2)])).toThrow(RangeError);
  });

  it('is that of the last step on every allowed path', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 25 }), (choices) => {
        const path = walk(choices);
        const state = foldCase([opened, ...path.slice(1).map((to, index) => moved(to, index + 2))]);
        expect(state?.status).toBe(path.at(-1));
        expect(state?.timesReopened).toBe(path.filter((status) => status === 'reopened').length);
      }),
    );
  });
});

function moved(to: CaseStatus, day: number): CaseEvent {
  return { kind: 'moved', at: `2026-09-${String(day).padStart(2, '0')}T00:00:00.000Z`, to };
}
