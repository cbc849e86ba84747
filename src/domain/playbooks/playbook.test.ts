import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findShippedInstrument } from '../scoring/shipped-instruments.ts';
import { attendedDose, deliveryFidelity, sessionFidelity } from './fidelity.ts';
import { modulesInOrder, type Playbook } from './playbook.ts';
import { safeCorner, supportMap } from './social-support-sessions.ts';
import { validatePlaybook, type PlaybookFaultCode } from './validate-playbook.ts';
import { warmWayPlaybook } from './warm-way-playbook.ts';

const sessionIds = warmWayPlaybook.sessions.map(({ id }) => id);

describe('the eight-week playbook', () => {
  it('has no fault', () => {
    expect(validatePlaybook(warmWayPlaybook)).toEqual([]);
  });

  it('is eight weekly lessons of forty minutes in which every module has its turn', () => {
    expect(warmWayPlaybook.sessions.map(({ week }) => week)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(warmWayPlaybook.sessions.every(({ minutes }) => minutes === 40)).toBe(true);
    const modules = new Set(warmWayPlaybook.sessions.map(({ module }) => module));
    expect([...modules].sort()).toEqual(Object.keys(warmWayPlaybook.modules).sort());
  });

  it('asks only what is shipped, before and after', () => {
    expect(warmWayPlaybook.measures.map((id) => findShippedInstrument(id)?.id)).toEqual(
      warmWayPlaybook.measures,
    );
  });

  it('is Chinese in Chinese and English in English, and complete in both', () => {
    expect(JSON.stringify(warmWayPlaybook)).not.toMatch(/"(?:zh|en)":"\s*"/);
    const english = JSON.stringify(warmWayPlaybook, (key, value: unknown) => (key === 'zh' ? '' : value));
    const chinese = warmWayPlaybook.sessions.flatMap(({ steps }) => steps.map(({ text }) => text.zh));
    expect(english).not.toMatch(/\p{Script=Han}/u);
    expect(chinese.every((text) => /^[^A-Za-z]*$/u.test(text))).toBe(true);
  });
});

describe('a faulty playbook', () => {
  const [first = safeCorner] = warmWayPlaybook.sessions;

  it.each<[PlaybookFaultCode, Partial<Playbook>]>([
    ['no_sessions', { sessions: [] }],
    ['repeated_id', { sessions: [first, { ...first, week: 2 }] }],
    ['weeks_not_in_order', { sessions: [first, { ...supportMap, week: 1 }] }],
    ['minutes_do_not_add_up', { sessions: [{ ...first, minutes: 45 }] }],
    ['empty_checklist', { sessions: [{ ...first, checklist: [] }] }],
    ['no_aims', { sessions: [{ ...first, aims: [] }] }],
    ['no_steps', { sessions: [{ ...first, steps: [], minutes: 0 }] }],
    ['empty_text', { sessions: [{ ...first, title: { zh: ' ', en: 'A safe corner' } }] }],
    ['unknown_module', { sessions: [{ ...first, module: 'sleep' }] }],
    ['empty_text', { title: { zh: '', en: 'Warm Way' } }],
    ['ages', { ages: { from: 14, to: 11 } }],
    [
      'participants',
      {
        levels: {
          ...warmWayPlaybook.levels,
          indicated: { ...warmWayPlaybook.levels.indicated, participants: { from: 0, to: 1 } },
        },
      },
    ],
  ])('is told apart: %s', (code, change) => {
    expect(validatePlaybook({ ...warmWayPlaybook, ...change }).map((fault) => fault.code)).toContain(code);
  });
});

it('may be written in Chinese alone, and lists its modules as the weeks bring them', () => {
  const title = { zh: '暖途', en: '' };
  expect(validatePlaybook({ ...warmWayPlaybook, title })).toEqual([]);
  expect(modulesInOrder(warmWayPlaybook)).toEqual([
    'social_support',
    'emotion_management',
    'cognitive_restructuring',
  ]);
  expect(modulesInOrder({ ...warmWayPlaybook, sessions: [] })).toEqual(
    Object.keys(warmWayPlaybook.modules).sort(),
  );
});

describe('fidelity and dose', () => {
  const items = safeCorner.checklist.map(({ id }) => id);

  it('of a session is the share of its checklist, an item ticked twice counting once', () => {
    expect(sessionFidelity(safeCorner, [])).toEqual({ done: 0, planned: 6, share: 0 });
    expect(sessionFidelity(safeCorner, [...items.slice(0, 3), ...items.slice(0, 1)])).toEqual({
      done: 3,
      planned: 6,
      share: 0.5,
    });
    expect(sessionFidelity(safeCorner, items).share).toBe(1);
  });

  it('of a delivery counts the sessions that took place, and nothing before the first', () => {
    expect(deliveryFidelity(warmWayPlaybook, [])).toBeNull();
    expect(
      deliveryFidelity(warmWayPlaybook, [
        { sessionId: 'week-1', done: items },
        { sessionId: 'week-7', done: [] },
      ]),
    ).toEqual({ done: 6, planned: 11, share: 6 / 11 });
  });

  it('of a person is the sessions attended of the eight planned', () => {
    expect(attendedDose(warmWayPlaybook, ['week-1', 'week-2', 'week-2'])).toEqual({
      done: 2,
      planned: 8,
      share: 0.25,
    });
  });

  it('refuse records of another playbook or version', () => {
    expect(() => sessionFidelity(safeCorner, ['week-9-x'])).toThrow(RangeError);
    expect(() => deliveryFidelity(warmWayPlaybook, [{ sessionId: 'week-9', done: [] }])).toThrow(RangeError);
    expect(() => attendedDose(warmWayPlaybook, ['week-9'])).toThrow(RangeError);
    const twice = { sessionId: 'week-1', done: items };
    expect(() => deliveryFidelity(warmWayPlaybook, [twice, twice])).toThrow(RangeError);
  });

  it('stay between none and all, and never fall when one more item or session is done', () => {
    fc.assert(
      fc.property(
        fc.subarray(items),
        fc.subarray(sessionIds),
        fc.constantFrom(...items),
        fc.constantFrom(...sessionIds),
        (done, attended, item, session) => {
          const fidelity = sessionFidelity(safeCorner, done).share;
          const dose = attendedDose(warmWayPlaybook, attended).share;
          expect(Math.min(fidelity, dose)).toBeGreaterThanOrEqual(0);
          expect(Math.max(fidelity, dose)).toBeLessThanOrEqual(1);
          expect(sessionFidelity(safeCorner, [...done, item]).share).toBeGreaterThanOrEqual(fidelity);
          expect(attendedDose(warmWayPlaybook, [...attended, session]).share).toBeGreaterThanOrEqual(dose);
        },
      ),
    );
  });
});
