import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseStatuses } from './lifecycle.ts';
import { decideMandatoryReport, mandatoryReportClock, type MandatoryReport } from './mandatory-report.ts';

const found: MandatoryReport = {
  discoveredAt: '2026-11-23T08:00:00Z',
  reportedAt: null,
  reportedTo: null,
  receipt: null,
};

describe('a mandatory report', () => {
  it('is never held up, by no status, no missing consent, no approval and no role', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...caseStatuses),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('worker', 'volunteer', 'nobody'),
        (status, hasConsent, isApproved, role) => {
          expect(decideMandatoryReport({ status, hasConsent, isApproved, role })).toEqual({ ok: true });
        },
      ),
    );
  });

  it.each([
    ['2026-11-23T08:30:59Z', 'running', 30],
    ['2026-11-23T09:00:00Z', 'running', 60],
    ['2026-11-23T09:00:01Z', 'overdue', 60],
  ])('that is not made stands at %s: %s after %i minutes', (now, standing, minutes) => {
    expect(mandatoryReportClock(found, now)).toEqual({
      standing,
      dueAt: '2026-11-23T09:00:00.000Z',
      minutes,
      missing: [],
      doubts: [],
    });
  });

  it('stops its clock when it is made, and then asks for recipient and receipt', () => {
    const made = { ...found, reportedAt: '2026-11-23T08:20:00Z', reportedTo: '鹿城分局' };
    expect(mandatoryReportClock(made, '2026-11-25T08:00:00Z')).toMatchObject({
      standing: 'reported',
      minutes: 20,
      missing: ['receipt'],
    });
    const late = { ...made, reportedAt: '2026-11-23T10:00:00Z', reportedTo: ' ', receipt: '回执 12' };
    expect(mandatoryReportClock(late, '2026-11-25T08:00:00Z')).toMatchObject({
      standing: 'reported_late',
      minutes: 120,
      missing: ['recipient'],
    });
  });

  it('may have less time, as the organisation sets it', () => {
    expect(mandatoryReportClock(found, '2026-11-23T08:20:00Z', 15).standing).toBe('overdue');
  });

  it('takes impossible times as they are and names the doubt', () => {
    const confused = { ...found, reportedAt: '2026-11-23T07:00:00Z' };
    expect(mandatoryReportClock(confused, '2026-11-23T06:00:00Z')).toMatchObject({
      minutes: 0,
      doubts: ['discovered_in_future', 'reported_before_discovered', 'reported_in_future'],
    });
    expect(() => mandatoryReportClock(found, 'soon')).toThrow(RangeError);
  });
});
