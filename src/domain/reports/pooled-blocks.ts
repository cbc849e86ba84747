import type { PooledResults } from '../studies/pooled-results.ts';
import { forestFigure } from './figures.ts';
import type { Block } from './report.ts';
import { releasedChangeBlocks, releasedFlow, releasedHardest } from './released-blocks.ts';
import { adjustedBlock, effectTable, heading } from './study-blocks.ts';
import type { ReportedStudy } from './reported-study.ts';
import { studyReportWords as words } from './study-report-words.ts';
import type { Voice } from './voice.ts';

type PooledReport = Extract<ReportedStudy['result'], { of: 'pooled' }>;

/** What the regions found, each alone and together. */
export function pooledBlocks(
  study: ReportedStudy,
  results: PooledResults,
  { released, versionTitles }: Pick<PooledReport, 'released' | 'versionTitles'>,
  voice: Voice,
): Block[] {
  const { say, language } = voice;
  const { effects } = results.pooled;
  const regionName = (code: string) => study.regionNames[code]?.[language] ?? code;
  return [
    ...releasedFlow(released, voice),
    heading(say(words.results)),
    effectTable(effects, voice),
    ...adjustedBlock(effects, voice),
    ...regionBlocks(study, results, voice),
    ...contrastBlock(say(words.regionPairs), results.regionPairs, regionName, voice),
    ...versionBlocks(results.versions, { versionTitles, regionName }, voice),
    ...releasedChangeBlocks(released, voice),
    ...releasedHardest(study, released, voice),
  ];
}

/** Each region and all together, drawn and as a table, and how much they differ. */
function regionBlocks(study: ReportedStudy, results: PooledResults, voice: Voice): Block[] {
  const regions = regionRows(study, results, voice);
  const summaries = summaryRows(results, voice);
  return [
    heading(voice.say(words.regions), 2),
    regionPicture(regions, summaries, voice),
    regionTable(regions, summaries, results.meta, voice),
    ...heterogeneity(results.meta, voice),
  ];
}

interface SummaryRow {
  readonly label: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

interface RegionRow extends SummaryRow {
  readonly region: PooledResults['regions'][number];
}

/** Regions of which an effect could be worked out. */
function regionRows(study: ReportedStudy, { regions }: PooledResults, { language }: Voice): RegionRow[] {
  return regions.flatMap((region) => {
    const [effect] = region.model.effects;
    if (effect === undefined) return [];
    const { regionCode, name, nameEn } = region.participant;
    const label = study.regionNames[regionCode]?.[language] ?? (language === 'en' ? nameEn : null) ?? name;
    return [{ label, ...pick(effect), region }];
  });
}

function summaryRows({ pooled, meta }: PooledResults, { say }: Voice): SummaryRow[] {
  const [main] = pooled.effects;
  return [
    ...(main === undefined ? [] : [{ label: say(words.pooledRow), ...pick(main) }]),
    ...(meta === null ? [] : [{ label: say(words.metaRow), ...pick(meta) }]),
  ];
}

function regionPicture(
  regions: readonly RegionRow[],
  summaries: readonly SummaryRow[],
  { say, number, interval }: Voice,
): Block {
  const drawn = ({ label, ...row }: SummaryRow) => ({
    label,
    ...pick(row),
    figure: `${number(row.estimate)} (${interval(row)})`,
  });
  const rows = [...regions.map(drawn), ...summaries.map((row) => ({ ...drawn(row), isSummary: true }))];
  return {
    kind: 'picture',
    caption: say(words.regionsFigure),
    scene: forestFigure(rows, say(words.zero)),
  };
}

function regionTable(
  regions: readonly RegionRow[],
  summaries: readonly SummaryRow[],
  meta: PooledResults['meta'],
  { say, number, interval }: Voice,
): Block {
  const prediction =
    meta?.predictionLow == null || meta.predictionHigh == null
      ? []
      : [[say(words.prediction), '', '', interval({ low: meta.predictionLow, high: meta.predictionHigh })]];
  return {
    kind: 'table',
    caption: say(words.regions),
    head: [words.region, words.weight, words.estimate, words.interval].map((text) => say(text)),
    rows: [
      ...regions.map(({ region, ...row }) => [
        row.label,
        `${region.classes} / ${region.persons}`,
        number(row.estimate),
        interval(row),
      ]),
      ...summaries.map((row) => [row.label, '', number(row.estimate), interval(row)]),
      ...prediction,
    ],
    align: 'numbers',
  };
}

function heterogeneity(meta: PooledResults['meta'], { say, number, p }: Voice): Block[] {
  if (meta === null) return [];
  const text = say(words.heterogeneity, {
    tau2: number(meta.tau2, 3),
    tauLow: number(meta.tau2Low, 3),
    tauHigh: number(meta.tau2High, 3),
    i2: number(meta.i2, 0),
    p: meta.qP === null ? '—' : p(meta.qP),
  });
  return [{ kind: 'paragraph', text }];
}

/** Which versions classes had, how faithfully, and what came of each. */
function versionBlocks(
  { delivered, pairs, isByRegion }: PooledResults['versions'],
  names: Pick<PooledReport, 'versionTitles'> & { readonly regionName: (code: string) => string },
  voice: Voice,
): Block[] {
  if (delivered.length === 0) return [];
  const { say, number } = voice;
  const titleOf = (id: string): string => {
    const title = names.versionTitles[id];
    return title === undefined ? id : say(words.versionNamed, { title: say(title), id });
  };
  const percent = (share: number) => `${number(100 * share, 0)}%`;
  const head = [
    words.version,
    words.region,
    words.weight,
    words.sessionsHeld,
    words.fidelity,
    words.estimate,
    words.interval,
  ];
  return [
    heading(say(words.versions), 2),
    {
      kind: 'table',
      caption: say(words.versions),
      head: head.map((text) => say(text)),
      rows: delivered.map(({ playbookId, regionCodes, classes, persons, held, fidelity, effect }) => [
        titleOf(playbookId),
        regionCodes.map(names.regionName).join(' / '),
        `${classes} / ${persons}`,
        percent(held),
        percent(fidelity),
        number(effect?.estimate),
        effect === null ? '—' : voice.interval(effect),
      ]),
      align: 'numbers',
      note: say(isByRegion && delivered.length > 1 ? words.versionsByRegion : words.versionsNote),
    },
    ...contrastBlock(say(words.versionPairs), pairs, titleOf, voice),
  ];
}

function contrastBlock(
  caption: string,
  pairs: PooledResults['regionPairs'],
  nameOf: (label: string) => string,
  { say, number, interval, p }: Voice,
): Block[] {
  if (pairs.length === 0) return [];
  return [
    {
      kind: 'table',
      caption,
      head: [caption, say(words.estimate), say(words.interval), say(words.adjustedP)],
      rows: pairs.map((pair) => [
        say(words.pair, { left: nameOf(pair.left), right: nameOf(pair.right) }),
        number(pair.estimate),
        interval(pair),
        p(pair.adjustedP),
      ]),
      align: 'numbers',
    },
  ];
}

function pick({ estimate, low, high }: { estimate: number; low: number; high: number }) {
  return { estimate, low, high };
}
