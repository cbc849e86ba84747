import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportRow } from './import-row.ts';
import { decideServices, type KnownService } from './import-services.ts';

const DAYS = ['2025-03-08', '2025-03-09', '2025-03-10'];
const now = new Date('2026-01-01T00:00:00Z');
const instantOf = (day: string, minute: number) =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + minute * 60_000);

const service = fc
  .record({
    title: fc.constantFrom('植树', '巡河', '义诊'),
    day: fc.constantFrom(...DAYS),
    from: fc.option(fc.integer({ min: 0, max: 1380 }), { nil: undefined }),
    minutes: fc.integer({ min: 1, max: 900 }),
  })
  .map(({ title, day, from, minutes }) => {
    const until = from === undefined ? 0 : Math.min(1440, from + minutes);
    const clock = from === undefined ? null : { from, until };
    return { title, day, clock, minutes: from === undefined ? minutes : until - from };
  });

const rowsOf = (
  services: readonly Pick<NonNullable<ImportRow['service']>, 'title' | 'day' | 'clock' | 'minutes'>[],
) =>
  services.map((one, index): ImportRow => ({
    sheet: null,
    row: index + 2,
    person: {},
    unknownWords: [],
    service: { ...one, category: null, place: null, content: null, organiser: null, inCharge: null },
  }));

function addedBy(rows: readonly ImportRow[], known: readonly KnownService[]): KnownService[] {
  const fates = decideServices(rows, known, { now, instantOf });
  return [...fates].flatMap(([{ service: one }, fate]) =>
    fate.kind !== 'added' || one === null
      ? []
      : [
          {
            title: one.title,
            day: one.day,
            minutes: one.minutes,
            span: one.clock === null ? null : { from: fate.from.getTime(), until: fate.until.getTime() },
            isReplaced: false,
          },
        ],
  );
}

it('what is added never overlaps, never fills more than a day, and is added once', () => {
  fc.assert(
    fc.property(fc.array(service, { maxLength: 25 }), fc.integer({ min: 0, max: 25 }), (services, at) => {
      const rows = rowsOf(services);
      const first = addedBy(rows.slice(0, at), []);
      const all = [...first, ...addedBy(rows.slice(at), first)];
      const spans = all
        .flatMap(({ span }) => (span === null ? [] : [span]))
        .toSorted((a, b) => a.from - b.from);
      for (const [index, span] of spans.slice(1).entries())
        expect(spans[index]?.until).toBeLessThanOrEqual(span.from);
      for (const day of DAYS) {
        const minutes = all.filter((one) => one.day === day).reduce((sum, one) => sum + one.minutes, 0);
        expect(minutes).toBeLessThanOrEqual(1440);
      }
      // the same table again adds nothing
      expect(addedBy(rows, all)).toEqual([]);
    }),
  );
});

describe('the same day and activity with another length', () => {
  const one = (from: number | null, minutes: number) => ({
    title: '巡河',
    day: '2025-03-08',
    clock: from === null ? null : { from, until: from + minutes },
    minutes,
  });
  const kinds = (...services: ReturnType<typeof one>[]) =>
    [...decideServices(rowsOf(services), [], { now, instantOf }).values()].map((fate) =>
      fate.kind === 'refused' ? `${fate.code} ${fate.minutes}` : fate.kind,
    );

  it('is refused and told, where one of the two is known by its day alone', () => {
    expect(kinds(one(null, 150), one(null, 180))).toEqual(['added', 'service_other_length 150']);
    expect(kinds(one(540, 120), one(null, 180))).toEqual(['added', 'service_other_length 120']);
    expect(kinds(one(null, 240), one(540, 120))).toEqual(['added', 'service_other_length 240']);
  });

  it('is another service, where both say at which hours', () => {
    expect(kinds(one(540, 120), one(840, 180))).toEqual(['added', 'added']);
  });

  it('swallows of two at other hours the first alone', () => {
    expect(kinds(one(null, 120), one(540, 120), one(840, 120), one(540, 120))).toEqual([
      'added',
      'there',
      'service_other_length 120',
      'there',
    ]);
  });

  it('before somebody was born is none', () => {
    const fates = decideServices(rowsOf([one(540, 120)]), [], { now, bornOn: '2025-03-09', instantOf });
    expect([...fates.values()]).toMatchObject([{ kind: 'refused', code: 'service_before_birth' }]);
  });
});
