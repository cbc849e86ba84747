import { type ChangeClass, changeClasses, type ReliableChangeOfArms } from '../studies/change-counts.ts';
import type { ExposureEffect } from '../studies/exposure-effects.ts';
import { type InterviewFindings, themesByMentions } from '../studies/interview-findings.ts';
import { arms } from '../studies/protocol.ts';
import type { StudyResults } from '../studies/study-results.ts';
import { barFigure, flowFigure, forestFigure } from './figures.ts';
import type { Block, Ink, Table } from './report.ts';
import { adjustedBlock, effectTable, heading, scaleName } from './study-blocks.ts';
import type { ReportedStudy } from './reported-study.ts';
import { studyReportWords as words } from './study-report-words.ts';
import type { Voice } from './voice.ts';

/** What one organisation found, in the order of a paper. */
export function ownBlocks(
  study: ReportedStudy,
  { results, interviews }: { readonly results: StudyResults; readonly interviews: InterviewFindings | null },
  voice: Voice,
): Block[] {
  const { say } = voice;
  const { primary } = results;
  return [
    heading(say(words.flow)),
    ...flowBlocks(results, voice),
    heading(say(words.baseline), 2),
    baselineBlock(study, results, voice),
    heading(say(words.results)),
    effectTable(primary.model.effects, voice, primary.sensitivity),
    ...adjustedBlock(primary.model.effects, voice),
    meansTable(results, voice),
    ...missingBlocks(results, voice),
    heading(say(words.change), 2),
    ...changeBlocks(primary.reliableChange, voice),
    ...secondaryBlocks(study, results, voice),
    ...exposureBlocks(results.exposure, voice),
    ...hardestBlock(study, results, voice),
    ...(interviews === null ? [] : interviewBlocks(interviews, voice)),
  ];
}

function flowBlocks({ flow }: StudyResults, voice: Voice): Block[] {
  const { say } = voice;
  const steps = ['classes', 'listed', 'invited', 'consenting', 'baseline', 'post', 'analysed'] as const;
  return [
    {
      kind: 'picture',
      caption: say(words.flowFigure),
      scene: flowFigure(
        flow.map((column) => ({
          label: say(words.arms[column.arm]),
          steps: steps.map((step) => ({ label: say(words.steps[step]), figure: String(column[step]) })),
        })),
      ),
    },
    {
      kind: 'table',
      caption: say(words.flowTable),
      head: [say(words.step), ...flow.map(({ arm }) => say(words.arms[arm]))],
      rows: steps.map((step) => [say(words.steps[step]), ...flow.map((column) => String(column[step]))]),
      align: 'numbers',
    },
  ];
}

function baselineBlock({ instrument }: ReportedStudy, { baseline }: StudyResults, voice: Voice): Table {
  const { say, number } = voice;
  return {
    kind: 'table',
    caption: say(words.baseline),
    head: [say(words.characteristic), ...arms.map((arm) => say(words.arms[arm])), say(words.standardised)],
    rows: baseline.map(({ characteristic, cells, difference }) => [
      characteristic === 'girls'
        ? say(words.girls)
        : characteristic === 'age'
          ? say(words.age)
          : scaleName(instrument, characteristic, voice),
      ...arms.map((arm) => {
        const { n, mean, sd } = cells[arm];
        if (mean === null) return '—';
        if (characteristic === 'girls') return `${Math.round(100 * mean)}%, n = ${n}`;
        return `${number(mean)} (${number(sd)}), n = ${n}`;
      }),
      number(difference),
    ]),
    align: 'numbers',
    note: say(words.baselineNote),
  };
}

function meansTable({ primary }: StudyResults, { say, number }: Voice): Table {
  const waves = ['baseline', 'post', 'change'] as const;
  return {
    kind: 'table',
    caption: say(words.means),
    head: [say(words.group), say(words.n), ...waves.map((wave) => say(words.waves[wave]))],
    rows: primary.arms.map((row) => [
      say(words.arms[row.arm]),
      String(row.n),
      ...waves.map((wave) => {
        const spread = row[wave];
        return spread === null ? '—' : `${number(spread.mean)} (${number(spread.sd)})`;
      }),
    ]),
    align: 'numbers',
  };
}

function missingBlocks({ primary }: StudyResults, voice: Voice): Block[] {
  const { say, number, language } = voice;
  const { arms: counts, shifted, tipping } = primary.missing;
  if (shifted.length === 0) return [];
  const lost = counts.map(({ arm, began, lost: count }) =>
    say(words.lostIn, { arm: say(words.arms[arm]), lost: count, began }),
  );
  const steps = [...new Set(shifted.map(({ worseBy }) => worseBy))];
  const ways = ['intervention', 'both'] as const;
  return [
    heading(say(words.missing), 2),
    { kind: 'paragraph', text: [...lost, say(words.missingHint)].join(language === 'zh' ? '' : ' ') },
    {
      kind: 'table',
      caption: say(words.missing),
      head: [say(words.worseBy), ...ways.map((way) => say(words.worseIn[way]))],
      rows: steps.map((step) => [
        say(words.worseStep, { sd: number(step, 1) }),
        ...ways.map((way) => {
          const found = shifted.find(({ worseBy, lostIn }) => worseBy === step && lostIn === way);
          return found === undefined ? '—' : `${number(found.estimate)} (${voice.interval(found)})`;
        }),
      ]),
      align: 'numbers',
      ...(tipping === null ? {} : { note: say(words.tipping, { sd: number(tipping, 1) }) }),
    },
  ];
}

function exposureBlocks(exposure: readonly ExposureEffect[], voice: Voice): Block[] {
  const { say, number } = voice;
  const shown = exposure.flatMap(({ received, ...one }) => (received === null ? [] : [{ ...one, received }]));
  if (shown.length === 0) return [];
  const write = (kind: ExposureEffect['kind'], value: number) =>
    kind === 'fidelity' ? `${number(100 * value, 0)}%` : number(value, 1);
  return [
    heading(say(words.exposure), 2),
    { kind: 'paragraph', text: say(words.exposureHint) },
    {
      kind: 'table',
      caption: say(words.exposure),
      head: [words.exposureOf, words.received, words.weight, words.estimate, words.interval].map((text) =>
        say(text),
      ),
      rows: shown.map(({ kind, received, classes, persons, effect }) => [
        say(words.exposureKinds[kind]),
        say(words.receivedRange, {
          mean: write(kind, received.mean),
          least: write(kind, received.least),
          most: write(kind, received.most),
        }),
        `${classes} / ${persons}`,
        number(effect?.estimate),
        effect === null ? '—' : voice.interval(effect),
      ]),
      align: 'numbers',
      ...(shown.some(({ effect }) => effect === null) ? { note: say(words.exposureNone) } : {}),
    },
  ];
}

const changeInks: Readonly<Record<ChangeClass, Ink>> = {
  improved: 'good',
  unchanged: 'plain',
  deteriorated: 'bad',
  not_computable: 'unknown',
};

function changeBlocks({ counts }: ReliableChangeOfArms, { say }: Voice): Block[] {
  return [
    {
      kind: 'picture',
      caption: say(words.changeFigure),
      scene: barFigure(
        arms.map((arm) => ({
          label: say(words.arms[arm]),
          parts: changeClasses.map((name) => ({
            label: say(words.changeClasses[name]),
            count: counts[arm][name],
            ink: changeInks[name],
          })),
        })),
      ),
    },
    {
      kind: 'table',
      caption: say(words.change),
      head: [say(words.group), ...changeClasses.map((name) => say(words.changeClasses[name]))],
      rows: arms.map((arm) => {
        const total = changeClasses.reduce((sum, name) => sum + counts[arm][name], 0) || 1;
        return [
          say(words.arms[arm]),
          ...changeClasses.map(
            (name) => `${counts[arm][name]} (${Math.round((100 * counts[arm][name]) / total)}%)`,
          ),
        ];
      }),
      align: 'numbers',
    },
  ];
}

function secondaryBlocks({ instrument }: ReportedStudy, { secondary }: StudyResults, voice: Voice): Block[] {
  const { say, number } = voice;
  const known = secondary.flatMap(({ scale, effect, adjustedP }) =>
    effect === null ? [] : [{ label: scaleName(instrument, scale, voice), effect, adjustedP }],
  );
  if (known.length === 0) return [];
  return [
    heading(say(words.secondary), 2),
    {
      kind: 'picture',
      caption: say(words.secondaryFigure),
      scene: forestFigure(
        known.map(({ label, effect }) => ({
          label,
          ...effect,
          figure: `${number(effect.estimate)} (${voice.interval(effect)})`,
        })),
        say(words.zero),
      ),
    },
    {
      kind: 'table',
      caption: say(words.secondary),
      head: [words.scale, words.estimate, words.interval, words.p, words.adjustedP].map((text) => say(text)),
      rows: known.map(({ label, effect, adjustedP }) => [
        label,
        number(effect.estimate),
        voice.interval(effect),
        voice.p(effect.p),
        adjustedP === null ? '—' : voice.p(adjustedP),
      ]),
      align: 'numbers',
    },
  ];
}

function hardestBlock({ hardestOptions }: ReportedStudy, { hardest }: StudyResults, voice: Voice): Block[] {
  if (hardest.n === 0) return [];
  const { say, number } = voice;
  return [
    heading(say(words.hardest), 2),
    {
      kind: 'table',
      caption: say(words.hardest),
      head: [say(words.option), say(words.n), `${say(words.share)} (%)`, say(words.interval)],
      rows: hardest.options.map(({ optionId, count, share, low, high }) => [
        hardestOptions[optionId]?.[voice.language] ?? optionId,
        String(count),
        number(100 * share, 1),
        voice.interval({ low: 100 * low, high: 100 * high }, 1),
      ]),
      align: 'numbers',
      note: say(words.hardestNote, { n: hardest.n }),
    },
  ];
}

function interviewBlocks(findings: InterviewFindings, { say, language }: Voice): Block[] {
  const { interviews, who, method } = findings;
  const themes = themesByMentions(findings);
  const titleOf = ({ title, titleEn }: (typeof themes)[number]) =>
    (language === 'en' ? titleEn : null) ?? title;
  const quotes = themes.flatMap((theme) =>
    theme.quotes.map(({ text, who: speaker }) => say(words.quote, { theme: titleOf(theme), text, speaker })),
  );
  return [
    heading(say(words.interviews)),
    { kind: 'paragraph', text: say(words.interviewBasis, { n: interviews, who, method }) },
    {
      kind: 'table',
      caption: say(words.interviews),
      head: [say(words.theme), say(words.mentions), say(words.description)],
      rows: themes.map((theme) => [titleOf(theme), `${theme.mentions} / ${interviews}`, theme.description]),
      align: 'text',
    },
    ...(quotes.length === 0 ? [] : [{ kind: 'list' as const, items: quotes }]),
  ];
}
