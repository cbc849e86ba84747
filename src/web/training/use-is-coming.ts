import type { CourseItemView } from '../../contract/training.ts';
import { useNow } from '../ui/use-now.ts';

/** Until it begins, colleagues come and go; then it takes place. */
export function useIsComing({ state, beginsAt }: Pick<CourseItemView, 'state' | 'beginsAt'>): boolean {
  return useNow() < Date.parse(beginsAt) && state === 'open';
}
