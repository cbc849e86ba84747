import { useTranslation } from 'react-i18next';
import type { PlacementState } from '../../domain/placements/placement-life.ts';
import { Tag, type Tone } from '../ui/tag.tsx';

const tones: Readonly<Record<PlacementState, Tone>> = {
  planned: 'warning',
  under_way: 'accent',
  completed: 'good',
  broken_off: 'danger',
};

export function StateTag({ state }: { state: PlacementState }) {
  const { t } = useTranslation('placements');
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>;
}
