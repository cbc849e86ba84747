import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparePlaybooks } from '../../domain/playbooks/compare-playbooks.ts';
import { warmWayPlaybook } from '../../domain/playbooks/warm-way-playbook.ts';
import { partLines, type PartWords } from './part-lines.ts';
import { sideBySide, type Span } from './side-by-side.ts';

const textOf = (spans: readonly Span[] | null) => spans?.map(({ text }) => text).join('');

it('marks what differs within a line, character by character in Chinese and word by word in English', () => {
  expect(sideBySide(['给心情起名字'], ['给心情画天气'])).toEqual([
    {
      before: [
        { text: '给心情', isOwn: false },
        { text: '起名字', isOwn: true },
      ],
      after: [
        { text: '给心情', isOwn: false },
        { text: '画天气', isOwn: true },
      ],
    },
  ]);
  const [english] = sideBySide(['Name the feeling'], ['Draw the feeling']);
  expect(english?.after?.filter(({ isOwn }) => isOwn)).toEqual([{ text: 'Draw', isOwn: true }]);
});

it('puts a line that is on one side alone opposite to nothing', () => {
  expect(sideBySide(['一', '二', '三'], ['一', '三'])[1]).toEqual({
    before: [{ text: '二', isOwn: true }],
    after: null,
  });
});

it('loses no line and no character on either side, whatever is compared', () => {
  const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 8 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const pairs = sideBySide(before, after);
      expect(pairs.flatMap((pair) => textOf(pair.before) ?? [])).toEqual(before);
      expect(pairs.flatMap((pair) => textOf(pair.after) ?? [])).toEqual(after);
    }),
  );
});

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
