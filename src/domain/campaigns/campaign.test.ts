import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignStateAt } from './campaign.ts';
import { type AnswerCircumstances, decideAnswer, DELIVERY_GRACE_MS, keptOfAnswers } from './decide-answer.ts';

const opensAt = new Date('2026-11-02T00:00:00Z');
const closesAt = new Date('2026-11-09T16:00:00Z');
const openedAt = new Date('2026-11-01T03:00:00Z');
const period = { openedAt, opensAt, closesAt };
const campaign = { ...period, instrumentIds: ['growth-check@1', 'hardest-now@1'] };
const invited = { campaign, answeredIds: [], consent: 'given' } as const;
const during = new Date('2026-11-03T01:00:00Z');
const after = (milliseconds: number) => new Date(closesAt.getTime() + milliseconds);

describe('the state of a round', () => {
  it.each([
    ['2026-11-01T23:59:59.999Z', 'scheduled'],
    ['2026-11-02T00:00:00.000Z', 'open'],
    ['2026-11-09T15:59:59.999Z', 'open'],
    ['2026-11-09T16:00:00.000Z', 'closed'],
  ])('at %s is %s: the period is half open', (instant, state) => {
    expect(campaignStateAt(period, new Date(instant))).toBe(state);
  });

  it('is a draft until somebody opens it', () => {
    expect(campaignStateAt({ ...period, openedAt: null }, during)).toBe('draft');
  });
});

function decide(circumstances: AnswerCircumstances, answeredAt = during, now = answeredAt) {
  return decideAnswer(circumstances, 'growth-check@1', { answeredAt, now });
}

describe('answers to a round', () => {
  it('are taken once, while it is open and consent stands', () => {
    expect(decide(invited)).toEqual({ ok: true });
    expect(decide({ ...invited, answeredIds: ['growth-check@1'] })).toMatchObject({
      reason: 'already_answered',
    });
    expect(decide({ ...invited, consent: 'withdrawn' })).toMatchObject({ reason: 'consent_not_given' });
  });

  it('to what the round does not ask are kept whole while it has begun and the consent stands', () => {
    const other = { ...invited, campaign: { ...campaign, instrumentIds: ['phq-9@1'] } };
    expect(decide(other)).toMatchObject({ reason: 'other_form' });
    expect(decide(other, during, after(DELIVERY_GRACE_MS))).toMatchObject({ reason: 'other_form' });
    expect(decide({ ...other, consent: 'withdrawn' })).toMatchObject({ reason: 'not_in_form' });
    expect(decide(other, new Date(opensAt.getTime() - 1))).toMatchObject({ reason: 'not_in_form' });
    expect([keptOfAnswers.other_form, keptOfAnswers.not_in_form]).toEqual(['whole', 'risk']);
  });

  it('are taken late when they were given in time, and no later than three days', () => {
    expect(decide(invited, during, after(DELIVERY_GRACE_MS - 1))).toEqual({ ok: true });
    expect(decide(invited, during, after(DELIVERY_GRACE_MS))).toMatchObject({ reason: 'answering_closed' });
    expect(decide(invited, after(0), after(1))).toMatchObject({ reason: 'answering_closed' });
  });

  it('are never taken without consent, whatever the circumstances', () => {
    const instant = fc.date({
      min: new Date('2026-10-01'),
      max: new Date('2026-12-01'),
      noInvalidDate: true,
    });
    const standing = fc.constantFrom<'missing' | 'guardian_required' | 'expired' | 'withdrawn'>(
      'missing',
      'guardian_required',
      'expired',
      'withdrawn',
    );
    fc.assert(
      fc.property(instant, instant, standing, (answeredAt, now, consent) => {
        expect(decide({ ...invited, consent }, answeredAt, now).ok).toBe(false);
      }),
    );
  });
});
