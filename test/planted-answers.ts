import { normal, type Random } from '../src/domain/random.ts';
import type { Instrument } from '../src/domain/scoring/instrument.ts';
import type { Answers } from '../src/domain/scoring/score.ts';

/** Parameters of a simulated class, in points of the scale. */
export interface PlantedClass {
  readonly isIntervention: boolean;
  /** what the intervention adds to the last score, given the first */
  readonly effect: number;
  readonly size: number;
  /** share of the first score's distance from the mean that is still there in the last one */
  readonly persistence?: number;
}

export interface PlantedScore {
  readonly baseline: number;
  readonly post: number;
}

const MEAN = 3.2;
const PERSON_SD = 0.5;
const CLASS_SD = 0.12;
const RESIDUAL_SD = 0.35;
const NATURAL_GAIN = 0.05;

/** First and last scores of a class whose true effect is known: for tests. */
export function plantedScores(
  random: Random,
  { isIntervention, effect, size, persistence = 0.6 }: PlantedClass,
): PlantedScore[] {
  const ofClass = CLASS_SD * normal(random);
  return Array.from({ length: size }, () => {
    const baseline = MEAN + PERSON_SD * normal(random);
    const expected = MEAN + NATURAL_GAIN + persistence * (baseline - MEAN) + ofClass;
    return { baseline, post: expected + (isIntervention ? effect : 0) + RESIDUAL_SD * normal(random) };
  });
}

/**
 * Answers to all choice items whose mean, reverse items turned, is as near to the wanted one as whole answers allow: within
 * half an item's step, and never beyond the range.
 */
export function answersWithMean(random: Random, instrument: Instrument, wanted: number): Answers {
  const items = instrument.items.filter((item) => item.kind === 'choice');
  const [first] = items;
  if (first === undefined) return {};
  const { minimum, maximum } = first;
  const sum = Math.min(
    maximum * items.length,
    Math.max(minimum * items.length, Math.round(wanted * items.length)),
  );
  const base = Math.floor(sum / items.length);
  // which items carry the remainder is drawn, so that the scales differ
  const order = items
    .map((item) => ({ item, place: random() }))
    .sort((left, right) => left.place - right.place);
  return Object.fromEntries(
    order.map(({ item }, position) => {
      const value = base + (position < sum - base * items.length ? 1 : 0);
      return [item.id, item.isReverse ? minimum + maximum - value : value];
    }),
  );
}
