import { useTranslation } from 'react-i18next';
import type { CampaignItemView } from './queries.ts';
import { Tag, type Tone } from '../ui/tag.tsx';

const tones: Readonly<Record<CampaignItemView['state'], Tone>> = {
  draft: 'plain',
  scheduled: 'primary',
  open: 'good',
  closed: 'accent',
};

export function CampaignStateTag({ state }: { state: CampaignItemView['state'] }) {
  const { t } = useTranslation('measures');
  return <Tag tone={tones[state]}>{t(`campaign.states.${state}`)}</Tag>;
}
