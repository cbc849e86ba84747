import type { CutOff, Instrument } from './instrument.ts';
import type { ScaleScore } from './score.ts';

/**
 * The cut-offs that a score has reached, the strictest of each population last, so that the page can show the last and
 * name its population and source. A score that could not be computed reaches none.
 */
export function reachedCutOffs(instrument: Instrument, score: ScaleScore): CutOff[] {
  const { value } = score;
  if (value === null) return [];
  return instrument.cutOffs
    .filter((cutOff) => cutOff.scale === score.scale)
    .filter((cutOff) => (cutOff.bound === 'at_least' ? value >= cutOff.value : value <= cutOff.value))
    .sort((first, second) => strictness(first) - strictness(second));
}

function strictness({ bound, value }: CutOff): number {
  return bound === 'at_least' ? value : -value;
}
