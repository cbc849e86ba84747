import type { CutOff, Instrument } from './instrument.ts';
import type { ScaleScore } from './score.ts';

/**
 * The one cut-off that says how far a score goes: the strictest that it has reached. Of two at the same score, from studies
 * of two populations, the one that the key names last, which is the closer one to the persons who are asked here. A score
 * that could not be computed reaches none.
 */
export function reachedCutOff(
  { cutOffs }: Pick<Instrument, 'cutOffs'>,
  score: ScaleScore,
): CutOff | undefined {
  const { scale, value } = score;
  if (value === null) return undefined;
  return cutOffs
    .filter((cutOff) => cutOff.scale === scale)
    .filter((cutOff) => (cutOff.bound === 'at_least' ? value >= cutOff.value : value <= cutOff.value))
    .toSorted((first, second) => strictness(first) - strictness(second))
    .at(-1);
}

function strictness({ bound, value }: CutOff): number {
  return bound === 'at_least' ? value : -value;
}
