import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePlaybooks, type PlaybookChange } from './compare-playbooks.ts';
import type { Playbook, Session } from './playbook.ts';
import { warmWayPlaybook } from './warm-way-playbook.ts';

function adapt(change: (sessions: Session[]) => Session[]): Playbook {
  return { ...warmWayPlaybook, id: 'warm-way-lz@1', sessions: change([...warmWayPlaybook.sessions]) };
}

describe('an adapted playbook', () => {
  it('that changes nothing but its id shows no difference', () => {
    expect(
      comparePlaybooks(
        warmWayPlaybook,
        adapt((sessions) => sessions),
      ),
    ).toEqual([]);
  });

  it('shows a changed text where it stands', () => {
    const title = { zh: '心情气象站', en: 'Naming what I feel' };
    const adapted = adapt((sessions) =>
      sessions.map((session) => (session.id === 'week-2' ? { ...session, title } : session)),
    );
    expect(comparePlaybooks(warmWayPlaybook, adapted)).toEqual([
      {
        kind: 'changed',
        path: ['sessions', 'week-2', 'title', 'zh'],
        before: '给心情起名字',
        after: '心情气象站',
      },
    ]);
  });

  it('shows a session that is left out, one that is new and one that took another place', () => {
    const [first, second, third, ...others] = warmWayPlaybook.sessions;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('too few sessions');
    const extra = { ...second, id: 'riverside', checklist: [] };
    const changes = comparePlaybooks(
      warmWayPlaybook,
      adapt(() => [third, first, ...others, extra]),
    );
    expect(changes.map(({ kind, path }) => [kind, path.join('/')])).toEqual([
      ['removed', 'sessions/week-2'],
      ['added', 'sessions/riverside'],
      ['moved', 'sessions'],
    ]);
  });

  it('shows a checklist item that was dropped, by its id', () => {
    const adapted = adapt((sessions) =>
      sessions.map((session) => ({ ...session, checklist: session.checklist.slice(1) })),
    );
    const changes = comparePlaybooks(warmWayPlaybook, adapted);
    expect(changes).toHaveLength(warmWayPlaybook.sessions.length);
    expect(changes[0]).toMatchObject({
      kind: 'removed',
      path: ['sessions', 'week-1', 'checklist', 'week-1-voluntary'],
    });
  });

  it('shows as many removals one way as additions the other way', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...warmWayPlaybook.sessions]), (sessions) => {
        const adapted = adapt(() => sessions);
        const forth = comparePlaybooks(warmWayPlaybook, adapted);
        const back = comparePlaybooks(adapted, warmWayPlaybook);
        expect(count(forth, 'removed')).toBe(count(back, 'added'));
        expect(count(forth, 'removed')).toBe(warmWayPlaybook.sessions.length - sessions.length);
        expect(count(forth, 'changed') + count(back, 'changed')).toBe(0);
      }),
    );
  });
});

function count(changes: readonly PlaybookChange[], kind: PlaybookChange['kind']): number {
  return changes.filter((change) => change.kind === kind).length;
}
