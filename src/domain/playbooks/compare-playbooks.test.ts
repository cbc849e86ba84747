import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../canonical-json.ts';
import { comparePlaybooks, type PlaybookDifference } from './compare-playbooks.ts';
import { mergePlaybooks } from './merge-playbooks.ts';
import { contentOf, type Playbook, type Session } from './playbook.ts';
import { readPlace } from './playbook-parts.ts';
import { warmWayPlaybook } from './warm-way-playbook.ts';

const [first, second, third, ...others] = warmWayPlaybook.sessions;
if (first === undefined || second === undefined || third === undefined) throw new Error('too few sessions');

function adapt(change: (sessions: readonly Session[]) => readonly Session[]): Playbook {
  return { ...warmWayPlaybook, id: 'warm-way-lz@1', sessions: change(warmWayPlaybook.sessions) };
}

const numbered = (sessions: readonly Session[]) =>
  sessions.map((session, index) => ({ ...session, week: index + 1 }));
const retitled = (id: string, zh: string) =>
  adapt((sessions) =>
    sessions.map((session) => (session.id === id ? { ...session, title: { zh, en: zh } } : session)),
  );
const places = (changes: readonly PlaybookDifference[]) =>
  changes.map(({ kind, place }) => `${kind} ${place}`);
const textOf = (playbook: Playbook) => canonicalJson(contentOf(playbook));

/** Any adaptation: sessions left out, put elsewhere, changed or new, and words outside of them changed. */
const adaptation = fc
  .record({
    order: fc.shuffledSubarray([...warmWayPlaybook.sessions], { minLength: 1 }),
    changed: fc.subarray(warmWayPlaybook.sessions.map(({ id }) => id)),
    fresh: fc.array(fc.nat(9), { maxLength: 3 }),
    word: fc.constantFrom('柳州', '郑州', '温州'),
    isLevelChanged: fc.boolean(),
    hasModule: fc.boolean(),
  })
  .map(({ order, changed, fresh, word, isLevelChanged, hasModule }): Playbook => {
    const text = { zh: word, en: word };
    const edited = order.map((session, index) => {
      if (!changed.includes(session.id)) return session;
      if (index % 3 === 0) return { ...session, aims: [...session.aims, text] };
      if (index % 3 === 1) return { ...session, checklist: session.checklist.slice(1), files: [word] };
      return { ...session, steps: session.steps.slice(1), minutes: 20, title: text };
    });
    const sessions = fresh.reduce<Session[]>(
      (list, at, index) => list.toSpliced(at, 0, { ...third, id: `new-${index}`, checklist: [] }),
      edited,
    );
    const { universal } = warmWayPlaybook.levels;
    return {
      ...warmWayPlaybook,
      levels: isLevelChanged
        ? { ...warmWayPlaybook.levels, universal: { ...universal, who: text } }
        : warmWayPlaybook.levels,
      modules: hasModule
        ? { ...warmWayPlaybook.modules, sleep: { title: text, idea: text } }
        : warmWayPlaybook.modules,
      sessions: numbered(sessions),
    };
  });

describe('an adapted playbook', () => {
  it('that changes nothing but its id shows no difference', () => {
    expect(comparePlaybooks(warmWayPlaybook, { ...warmWayPlaybook, id: 'x@1', code: 'x' })).toEqual([]);
  });

  it('shows a changed text where it stands', () => {
    expect(comparePlaybooks(warmWayPlaybook, retitled('week-2', '心情气象站'))).toEqual([
      {
        kind: 'changed',
        place: 'sessions/week-2/title',
        before: second.title,
        after: { zh: '心情气象站', en: '心情气象站' },
      },
    ]);
  });

  it('shows a session that is left out, one that is new and others that took another week', () => {
    const extra = { ...second, id: 'riverside', checklist: [] };
    const changes = comparePlaybooks(
      warmWayPlaybook,
      adapt(() => numbered([third, first, ...others, extra])),
    );
    expect(places(changes)).toEqual([
      'changed schedule',
      'removed sessions/week-2',
      'added sessions/riverside',
    ]);
  });

  it('shows as many removals one way as additions the other way, at places that can be read', () => {
    const count = (changes: readonly PlaybookDifference[], kind: PlaybookDifference['kind']) =>
      changes.filter((change) => change.kind === kind).length;
    fc.assert(
      fc.property(adaptation, (adapted) => {
        const forth = comparePlaybooks(warmWayPlaybook, adapted);
        const back = comparePlaybooks(adapted, warmWayPlaybook);
        expect(count(forth, 'removed')).toBe(count(back, 'added'));
        expect(count(forth, 'changed')).toBe(count(back, 'changed'));
        expect(() => forth.map(({ place }) => readPlace(place))).not.toThrow();
      }),
    );
  });

  it.each([
    '',
    'titles',
    'title/zh',
    'levels',
    'levels/some',
    'sessions/',
    'sessions/week-1/week',
    'a/b/c/d',
  ])('has no place %j', (place) => {
    expect(() => readPlace(place)).toThrow(RangeError);
  });
});

describe('merging', () => {
  it('takes over everything where nobody else changed anything, and nothing where nothing is chosen', () => {
    fc.assert(
      fc.property(adaptation, (adapted) => {
        const all = mergePlaybooks(warmWayPlaybook, warmWayPlaybook, adapted);
        expect(textOf(all.playbook)).toBe(textOf(adapted));
        expect(all.conflicts).toEqual([]);
        const none = mergePlaybooks(warmWayPlaybook, warmWayPlaybook, adapted, []);
        expect(none.playbook).toBe(warmWayPlaybook);
      }),
    );
  });

  it('again changes nothing more, and keeps the weeks in order whatever is chosen', () => {
    fc.assert(
      fc.property(adaptation, adaptation, fc.infiniteStream(fc.boolean()), (target, adapted, choice) => {
        const chosen = comparePlaybooks(warmWayPlaybook, adapted)
          .map(({ place }) => place)
          .filter(() => choice.next().value);
        const once = mergePlaybooks(target, warmWayPlaybook, adapted, chosen);
        const twice = mergePlaybooks(once.playbook, warmWayPlaybook, adapted, chosen);
        const weeks = once.playbook.sessions.map(({ week }) => week);
        expect(weeks).toEqual([...new Set(weeks)].sort((left, right) => left - right));
        expect([...once.merged, ...once.conflicts].sort()).toEqual([...chosen].sort());
        expect(textOf(twice.playbook)).toBe(textOf(once.playbook));
      }),
    );
  });

  it('leaves what both changed to a person and takes the rest', () => {
    const own = retitled('week-2', '心情天气');
    const theirs = {
      ...retitled('week-2', '情绪温度计'),
      ages: { from: 10, to: 15 },
    };
    const { playbook, merged, conflicts } = mergePlaybooks(own, warmWayPlaybook, theirs);
    expect(conflicts).toEqual(['sessions/week-2/title']);
    expect(merged).toEqual(['ages']);
    expect(playbook.sessions[1]?.title.zh).toBe('心情天气');
    expect(playbook.ages).toEqual({ from: 10, to: 15 });
    expect(playbook.id).toBe(own.id);
  });

  it('does not bring back a session that the target left out, nor take away one that it changed', () => {
    const without = adapt((sessions) => sessions.filter(({ id }) => id !== 'week-2'));
    expect(mergePlaybooks(without, warmWayPlaybook, retitled('week-2', '新')).conflicts).toEqual([
      'sessions/week-2/title',
    ]);
    expect(mergePlaybooks(retitled('week-2', '新'), warmWayPlaybook, without).conflicts).toEqual([
      'sessions/week-2',
    ]);
  });

  it('puts a new session behind the one that it follows, and later ones a week on', () => {
    const extra = { ...second, id: 'riverside' };
    const adapted = adapt(() => numbered([first, extra, second, third, ...others]));
    const { playbook } = mergePlaybooks(warmWayPlaybook, warmWayPlaybook, adapted, ['sessions/riverside']);
    expect(playbook.sessions.slice(0, 4).map(({ id, week }) => `${id} ${week}`)).toEqual([
      'week-1 1',
      'riverside 2',
      'week-2 3',
      'week-3 4',
    ]);
  });
});
