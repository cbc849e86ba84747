import { useTranslation } from 'react-i18next';
import type { MatchView } from '../../contract/matches.ts';
import { Tag } from '../ui/tag.tsx';

const tones = {
  queued: 'accent',
  solving: 'accent',
  solved: 'good',
  failed: 'warning',
  cancelled: 'plain',
  accepting: 'accent',
  accepted: 'good',
} as const satisfies Record<MatchView['state'], string>;

export function StateTag({ state }: Pick<MatchView, 'state'>) {
  const { t } = useTranslation('matching');
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>;
}
