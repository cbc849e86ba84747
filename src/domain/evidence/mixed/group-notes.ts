import { FEW_CLUSTERS } from '../decide-analysis.ts';
import type { Note } from '../note.ts';
import type { DegreesMethod } from './fixed-contrasts.ts';

/** Says of the factor with the fewest groups that they are few, where the small-sample correction was not asked for. */
export function groupNotes(groups: Readonly<Record<string, number>>, df: DegreesMethod): Note[] {
  if (df === 'kenward-roger') return [];
  const [fewest] = Object.entries(groups).sort(([, left], [, right]) => left - right);
  if (fewest === undefined || fewest[1] > FEW_CLUSTERS) return [];
  const [group, count] = fewest;
  return [{ code: 'few_groups', group, groups: count, df }];
}
