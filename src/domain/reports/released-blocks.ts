import type { SuppressedCount } from '../evidence/suppression/suppress-table.ts';
import { type Arm, arms } from '../studies/protocol.ts';
import { findCount, firstChoices, optionsByChoice, toldClasses } from '../studies/released-counts.ts';
import { stages } from '../studies/study-person.ts';
import type { Block, Table } from './report.ts';
import { heading } from './study-blocks.ts';
import type { ReportedRelease, ReportedStudy } from './reported-study.ts';
import { studyReportWords as words } from './study-report-words.ts';
import type { Voice } from './voice.ts';

/** Who came how far, a row for each arm of each organisation. */
export function releasedFlow(released: readonly ReportedRelease[], voice: Voice): Block[] {
  const { say } = voice;
  const small = released.filter(({ classesLeftOut }) => classesLeftOut > 0);
  const items = small.map(({ name, classesLeftOut }) => say(words.leftOut, { name, n: classesLeftOut }));
  return [
    heading(say(words.flow)),
    countTable(
      say(words.flowTable),
      stages.map((stage) => [stage, say(words.stages[stage])]),
      released.map(({ name, flow }) => ({ name, counts: flow })),
      voice,
    ),
    ...(items.length === 0 ? [] : [{ kind: 'list', items } as const]),
  ];
}

export function releasedChangeBlocks(released: readonly ReportedRelease[], voice: Voice): Block[] {
  const { say } = voice;
  return [
    heading(say(words.change), 2),
    countTable(
      say(words.change),
      toldClasses(released).map((kind) => [kind, say(words.changeClasses[kind])]),
      released.map(({ name, change }) => ({ name, counts: change })),
      voice,
    ),
  ];
}

/** First choices, what was chosen most on top. */
export function releasedHardest(
  { hardestOptions }: Pick<ReportedStudy, 'hardestOptions'>,
  released: readonly ReportedRelease[],
  { say, language, number }: Voice,
): Block[] {
  const ids = optionsByChoice(released);
  if (ids.length === 0) return [];
  const cell = (one: ReportedRelease, id: string): string => {
    const count = firstChoices(one, id);
    const { n } = one.hardest;
    if (count === null) return say(words.hidden);
    return n === null || n === 0 ? String(count) : `${count} (${number((100 * count) / n, 0)}%)`;
  };
  return [
    heading(say(words.hardest), 2),
    {
      kind: 'table',
      caption: say(words.hardest),
      head: [say(words.option), ...released.map(({ name }) => name)],
      rows: ids.map((id) => [hardestOptions[id]?.[language] ?? id, ...released.map((one) => cell(one, id))]),
      align: 'numbers',
      note: say(words.hiddenNote),
    },
  ];
}

function countTable(
  caption: string,
  kinds: ReadonlyArray<readonly [kind: string, word: string]>,
  rows: ReadonlyArray<{ readonly name: string; readonly counts: readonly SuppressedCount[] }>,
  { say }: Voice,
): Table {
  const cell = (counts: readonly SuppressedCount[], arm: Arm, kind: string | null): string => {
    const found = findCount(counts, arm, kind);
    // not every release tells the same kinds apart
    if (found === undefined) return '—';
    return found.count === null ? say(words.hidden) : String(found.count);
  };
  return {
    kind: 'table',
    caption,
    head: [say(words.organisationAndArm), ...kinds.map(([, word]) => word), say(words.total)],
    rows: rows.flatMap(({ name, counts }) =>
      arms.map((arm) => [
        say(words.armOf, { name, arm: say(words.arms[arm]) }),
        ...[...kinds.map(([kind]) => kind), null].map((kind) => cell(counts, arm, kind)),
      ]),
    ),
    align: 'numbers',
    note: say(words.hiddenNote),
  };
}
