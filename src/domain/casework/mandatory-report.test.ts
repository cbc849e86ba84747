import { describe, expect, it } from 'vitest';
import {
  decideReportTimes,
  mandatoryReportClock,
  type MandatoryReport,
  needsReason,
  type ReportContent,
} from './mandatory-report.ts';

const found: MandatoryReport = {
  discoveredAt: '2026-11-23T08:00:00Z',
  reportedAt: null,
  reportedTo: null,
  receipt: null,
};

describe('a mandatory report', () => {
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

  it('is refused only where its times cannot be true', () => {
    const now = '2026-11-23T09:00:00Z';
    const decide = (discoveredAt: string, reportedAt: string | null, tolerance = 0) =>
      decideReportTimes({ discoveredAt, reportedAt }, now, tolerance);
    expect(decide('2026-11-20T08:00:00Z', null)).toEqual({ ok: true });
    expect(decide('2026-11-23T09:05:00Z', null, 10)).toEqual({ ok: true });
    expect(decide('2026-11-23T09:05:00Z', null)).toEqual({ ok: false, doubts: ['discovered_in_future'] });
    expect(decide('2026-11-23T08:00:00Z', '2026-11-23T07:59:00Z')).toEqual({
      ok: false,
      doubts: ['reported_before_discovered'],
    });
    expect(decide('2026-11-23T08:00:40Z', '2026-11-23T08:00:00Z')).toEqual({ ok: true });
    expect(decide('2026-11-23T08:00:00Z', '2026-11-23T10:00:00Z')).toEqual({
      ok: false,
      doubts: ['reported_in_future'],
    });
  });

  it('asks why only where something written is changed, not where something missing is added', () => {
    const before: ReportContent = { ...found, text: '瘀青', isMistaken: false };
    expect(needsReason(before, { ...before, reportedAt: '2026-11-23T08:20:00Z', receipt: '12' })).toBe(false);
    expect(needsReason(before, { ...before, discoveredAt: '2026-11-23T07:00:00Z' })).toBe(true);
    expect(needsReason(before, { ...before, isMistaken: true })).toBe(true);
  });
});
