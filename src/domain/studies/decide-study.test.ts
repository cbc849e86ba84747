import { describe, expect, it } from 'vitest';
import { allArrivedAt } from '../campaigns/decide-answer.ts';
import { decideJoining, decideRegistration, decideRelease } from './decide-study.ts';

describe('what a study permits', () => {
  it('is registered before any later answer, and once', () => {
    expect(decideRegistration({ registeredAt: null }, 0)).toEqual({ ok: true });
    expect(decideRegistration({ registeredAt: null }, 1)).toMatchObject({ reason: 'study_answers_exist' });
    expect(decideRegistration({ registeredAt: new Date() }, 0)).toMatchObject({ reason: 'study_registered' });
  });

  it('gives a class to one arm, until the second wave begins', () => {
    const classes = [
      { classId: 'a', arm: 'intervention' as const },
      { classId: 'a', arm: 'comparison' as const },
    ];
    expect(decideJoining(classes, 0)).toMatchObject({ reason: 'study_class_twice' });
    expect(decideJoining(classes.slice(1), 3)).toMatchObject({ reason: 'study_classes_fixed' });
  });

  it('releases after both waves; a round that was never opened does not count', () => {
    const site = { acceptedAt: new Date() };
    const closesAt = new Date('2026-11-16T16:00:00Z');
    const now = new Date('2026-11-19T16:00:00Z');
    const baseline = { wave: 'baseline', state: 'closed' as const, closesAt };
    expect(decideRelease(undefined, [], now)).toMatchObject({ reason: 'study_not_joined' });
    expect(decideRelease(site, [baseline], now)).toMatchObject({ reason: 'study_wave_running' });
    const waves = [
      baseline,
      { wave: 'post', state: 'closed' as const, closesAt },
      { wave: 'post', state: 'draft' as const, closesAt: now },
    ];
    expect(decideRelease(site, waves, now)).toEqual({ ok: true });
    const open = { wave: 'post', state: 'open' as const, closesAt };
    expect(decideRelease(site, [...waves, open], now)).toMatchObject({ reason: 'study_wave_running' });
  });

  it('releases when nothing arrives any more that counts', () => {
    const site = { acceptedAt: new Date() };
    const [first, last] = [new Date('2026-09-16T16:00:00Z'), new Date('2026-11-16T16:00:00Z')];
    const waves = [
      { wave: 'baseline', state: 'closed' as const, closesAt: first },
      { wave: 'post', state: 'closed' as const, closesAt: last },
      // of another wave, whose answers are in no sum
      { wave: 'follow_up', state: 'open' as const, closesAt: new Date('2027-01-01T00:00:00Z') },
    ];
    const from = allArrivedAt(last);
    expect(decideRelease(site, waves, last)).toMatchObject({ reason: 'study_answers_arriving' });
    expect(decideRelease(site, waves, new Date(from.getTime() - 1)).ok).toBe(false);
    expect(decideRelease(site, waves, from)).toEqual({ ok: true });
  });
});
