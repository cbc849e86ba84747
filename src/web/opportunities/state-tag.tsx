import { useTranslation } from 'react-i18next';
import type { OpportunityState } from '../../contract/opportunities.ts';
import { Tag, type Tone } from '../ui/tag.tsx';

const tones: Readonly<Record<OpportunityState, Tone>> = {
  draft: 'warning',
  published: 'good',
  closed: 'plain',
};

export function StateTag({ state }: { state: OpportunityState }) {
  const { t } = useTranslation('opportunities');
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>;
}
