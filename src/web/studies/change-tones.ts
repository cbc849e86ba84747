import type { ChangeClass } from '../../domain/studies/change-counts.ts';
import type { Share } from '../ui/share-bar.tsx';

export const changeTones: Readonly<Record<ChangeClass, Share['tone']>> = {
  improved: 'good',
  unchanged: 'plain',
  deteriorated: 'danger',
  not_computable: 'unknown',
};
