import { expect, it } from 'vitest';
import { comparePlaybooks } from '../../domain/playbooks/compare-playbooks.ts';
import { warmWayPlaybook } from '../../domain/playbooks/warm-way-playbook.ts';
import { partLines, type PartWords } from './part-lines.ts';

it('every place at which two playbooks can differ has lines', () => {
  const words: PartWords = {
    textOf: ({ zh }) => zh,
    minutes: (n) => `${n} 分钟`,
    range: ({ from, to }) => `${from}–${to}`,
    week: (n) => `第 ${n} 周`,
    sessionTitle: (id) => id,
    moduleTitle: (code) => code,
    measureTitle: (id) => id,
    fileTitle: (id) => id,
    level: (name) => name,
  };
  const other = { zh: '新', en: '' };
  const [first, ...rest] = warmWayPlaybook.sessions;
  if (first === undefined) throw new Error('no session');
  const changed = {
    ...warmWayPlaybook,
    title: other,
    purpose: other,
    ages: { from: 1, to: 2 },
    measures: ['new@1'],
    levels: { ...warmWayPlaybook.levels, universal: { ...warmWayPlaybook.levels.universal, who: other } },
    modules: { calm: { title: other, idea: other } },
    sessions: [
      ...rest.slice(1),
      {
        ...first,
        module: 'calm',
        title: other,
        aims: [],
        minutes: 1,
        files: ['a'],
        checklist: [],
        adjustments: { selective: other, indicated: other },
      },
    ],
  };
  const differences = comparePlaybooks(warmWayPlaybook, changed);
  expect(new Set(differences.map(({ place }) => place.split('/').length))).toEqual(new Set([1, 2, 3]));
  const empty = differences.filter(
    ({ place, before, after }) =>
      partLines(place, before, words).length + partLines(place, after, words).length === 0,
  );
  expect(empty).toEqual([]);
  expect(
    partLines(
      'sessions/week-1/steps',
      { minutes: 5, steps: [{ title: other, minutes: 5, text: other }] },
      words,
    ),
  ).toEqual(['5 分钟', '新 · 5 分钟', '新']);
});
