import type { AnswerOf } from '../../contract/operation.ts';
import type { ListClientResponses } from '../../contract/responses.ts';
import type { Instrument } from '../../domain/scoring/instrument.ts';
import { scaleRange } from '../../domain/scoring/score.ts';

type ResponseItem = AnswerOf<typeof ListClientResponses>['items'][number];
type Change = NonNullable<ResponseItem['scores'][number]['change']>;

/** Scores of one person on one scale over time, the first one first. */
export interface ScoreLine {
  readonly instrumentId: string;
  readonly scale: string;
  readonly low: number;
  readonly high: number;
  readonly points: ReadonlyArray<{ readonly at: string; readonly value: number }>;
  /** how far a score must be from the first one to differ reliably; undefined where that is not known */
  readonly threshold: number | undefined;
  readonly change: Change;
}

const QUANTILE = 1.96;

/** Lines of the scales that were measured at least twice, in the order of the questionnaires' keys. */
export function scoreLines(
  instruments: readonly Instrument[],
  responses: readonly ResponseItem[],
): ScoreLine[] {
  const oldestFirst = responses.toSorted((left, right) => (left.answeredAt < right.answeredAt ? -1 : 1));
  return instruments.flatMap((instrument) =>
    instrument.scales.flatMap((scale): ScoreLine[] => {
      const { lowest, highest } = scaleRange(instrument, scale);
      const scores = oldestFirst
        .filter(({ instrumentId }) => instrumentId === instrument.id)
        .flatMap(({ answeredAt, scores: own }) =>
          own.filter((score) => score.scale === scale.id).map((score) => ({ ...score, answeredAt })),
        );
      const points = scores.flatMap(({ answeredAt, value }) =>
        value === null ? [] : [{ at: answeredAt, value }],
      );
      const change = scores.findLast((score) => score.change !== null)?.change ?? null;
      if (change === null || points.length < 2) return [];
      const line = { instrumentId: instrument.id, scale: scale.id, low: lowest, high: highest, points };
      return [{ ...line, threshold: thresholdOf(change), change }];
    }),
  );
}

/** 1.96 standard errors of a difference (Jacobson and Truax 1991, J Consult Clin Psychol 59:12-19). */
function thresholdOf({ basis }: Change): number | undefined {
  return basis === null ? undefined : QUANTILE * basis.sd * Math.sqrt(2 * (1 - basis.reliability));
}
