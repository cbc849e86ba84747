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
function regionBlocks(
  study: ReportedStudy,
  { regions: found, pooled, meta }: PooledResults,
  voice: Voice,
): Block[] {
  const { say, number } = voice;
  const nameOf = ({ participant }: PooledResults['regions'][number]): string =>
    study.regionNames[participant.regionCode]?.[voice.language] ??
    (voice.language === 'en' ? participant.nameEn : null) ??
    participant.name;
  const regions = found.flatMap((region) => {
    const [effect] = region.model.effects;
    return effect === undefined ? [] : [{ label: nameOf(region), effect, region }];
  });
  const [main] = pooled.effects;
  const figure = (of: { estimate: number; low: number; high: number }): string =>
    `${number(of.estimate)} (${voice.interval(of)})`;
  const summaries = [
    ...(main === undefined ? [] : [{ label: say(words.pooledRow), ...pick(main) }]),
    ...(meta === null ? [] : [{ label: say(words.metaRow), ...pick(meta) }]),
  ];
  const blocks: Block[] = [
    heading(say(words.regions), 2),
    {
      kind: 'picture',
      caption: say(words.regionsFigure),
      scene: forestFigure(
        [
          ...regions.map(({ label, effect }) => ({ label, ...pick(effect), figure: figure(effect) })),
          ...summaries.map((row) => ({ ...row, figure: figure(row), isSummary: true })),
        ],
        say(words.zero),
      ),
    },
    {
      kind: 'table',
      caption: say(words.regions),
      head: [words.region, words.weight, words.estimate, words.interval].map((text) => say(text)),
      rows: [
        ...regions.map(({ label, effect, region }) => [
          label,
          `${region.classes} / ${region.persons}`,
          number(effect.estimate),
          voice.interval(effect),
        ]),
        ...summaries.map((row) => [row.label, '', number(row.estimate), voice.interval(row)]),
        ...(meta?.predictionLow == null || meta.predictionHigh == null
          ? []
          : [
              [
                say(words.prediction),
                '',
                '',
                voice.interval({ low: meta.predictionLow, high: meta.predictionHigh }),
              ],
            ]),
      ],
      align: 'numbers',
    },
  ];
  if (meta !== null) {
    const text = say(words.heterogeneity, {
      tau2: number(meta.tau2, 3),
      tauLow: number(meta.tau2Low, 3),
      tauHigh: number(meta.tau2High, 3),
      i2: number(meta.i2, 0),
      p: meta.qP === null ? '—' : voice.p(meta.qP),
    });
    blocks.push({ kind: 'paragraph', text });
  }
  return blocks;
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
