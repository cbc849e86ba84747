import type { Tone } from '../ui/tag.tsx';

/** Of a reliable change, or none. */
export const changeTones: Readonly<
  Record<'improved' | 'unchanged' | 'deteriorated' | 'not_computable', Tone>
> = { improved: 'good', deteriorated: 'danger', unchanged: 'plain', not_computable: 'plain' };
