import { useTranslation } from 'react-i18next';
import { Tag } from '../ui/tag.tsx';
import type { ProposalItemView } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

const tones = {
  open: 'warning',
  accepted: 'accent',
  declined: 'plain',
  withdrawn: 'plain',
  merged: 'good',
} as const;

/** What became of a proposal. */
export function ProposalTag({ proposal }: { proposal: Pick<ProposalItemView, 'state' | 'mergedIn'> }) {
  const { t } = useTranslation('playbooks');
  const { titleOf } = usePlaybooks();
  const { state, mergedIn } = proposal;
  const title = mergedIn === null ? '' : titleOf(mergedIn);
  return <Tag tone={tones[state]}>{t(`proposal.states.${state}`, { title })}</Tag>;
}
