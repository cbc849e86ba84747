import { useTranslation } from 'react-i18next';
import type { AllianceItemView, AllianceMemberView } from '../../contract/alliances.ts';
import { Tag, type Tone } from '../ui/tag.tsx';

const tones: Readonly<Record<AllianceMemberView['standing'], Tone>> = {
  invited: 'warning',
  member: 'good',
  leaving: 'warning',
  left: 'plain',
  declined: 'plain',
  removed: 'plain',
};

/** Where a party stands. */
export function StandingTag({ standing }: Pick<AllianceMemberView, 'standing'>) {
  const { t } = useTranslation('alliances');
  return <Tag tone={tones[standing]}>{t(`standings.${standing}`)}</Tag>;
}

/** How it is with an alliance for oneself: what waits, or that it is over. */
export function OwnTag({ alliance }: { alliance: AllianceItemView }) {
  const { t } = useTranslation('alliances');
  const { isClosed, toSign, standing } = alliance;
  if (isClosed) return <Tag>{t('closed')}</Tag>;
  if (toSign !== null) return <Tag tone="warning">{t('toSign')}</Tag>;
  if (standing === 'invited') return <Tag tone="warning">{t('asked')}</Tag>;
  return <StandingTag standing={standing} />;
}
