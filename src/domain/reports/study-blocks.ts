import type { Instrument } from '../scoring/instrument.ts';
import type { ArmEffect } from '../studies/arm-effect.ts';
import { arms } from '../studies/protocol.ts';
import type { SensitivityEffect } from '../studies/study-results.ts';
import type { Block, Table } from './report.ts';
import { studyReportWords as words } from './study-report-words.ts';
import type { Voice } from './voice.ts';

export function heading(text: string, level: 1 | 2 = 1): Block {
  return { kind: 'heading', level, text };
}

export function scaleName(instrument: Instrument, id: string, { language }: Voice): string {
  return instrument.scales.find((scale) => scale.id === id)?.title[language] ?? id;
}

export function effectTable(
  effects: readonly ArmEffect[],
  voice: Voice,
  sensitivity: SensitivityEffect | null = null,
): Table {
  const { say, number } = voice;
  return {
    kind: 'table',
    caption: say(words.effects),
    head: [words.analysis, words.estimate, words.interval, words.sd, words.icc, words.df, words.p].map(
      (text) => say(text),
    ),
    rows: [
      ...effects.map((effect) => [
        say(words.outcomes[effect.outcome]),
        number(effect.estimate),
        voice.interval(effect),
        number(effect.standardised?.estimate),
        number(effect.icc, 3),
        number(effect.df, 1),
        voice.p(effect.p),
      ]),
      ...(sensitivity === null
        ? []
        : [
            [
              say(words.sensitivity),
              number(sensitivity.estimate),
              voice.interval(sensitivity),
              '',
              '',
              number(sensitivity.df, 1),
              voice.p(sensitivity.p),
            ],
          ]),
    ],
    align: 'numbers',
  };
}

export function adjustedBlock(effects: readonly ArmEffect[], voice: Voice): Table[] {
  const means = effects.find(({ adjustedMeans }) => adjustedMeans !== null)?.adjustedMeans ?? null;
  if (means === null) return [];
  const { say, number } = voice;
  return [
    {
      kind: 'table',
      caption: say(words.adjusted),
      head: [say(words.group), say(words.mean)],
      rows: arms.map((arm) => [say(words.arms[arm]), number(means[arm])]),
      align: 'numbers',
      note: say(words.adjustedNote),
    },
  ];
}
