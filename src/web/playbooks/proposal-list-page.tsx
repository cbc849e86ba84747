import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProposalTag } from './proposal-tag.tsx';
import { proposalsQuery } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

export function ProposalListPage() {
  const { t } = useTranslation('playbooks');
  const { inLanguage, dayOf } = useFormats();
  const { titleOf } = usePlaybooks();
  const list = useQuery(proposalsQuery);
  const proposals = list.data?.items ?? [];
  return (
    <>
      <PageHeader title={t('proposal.title')} lead={t('proposal.lead')} />
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {list.isSuccess && proposals.length === 0 && (
        <EmptyState title={t('proposal.none')} hint={t('proposal.noneHint')} />
      )}
      {proposals.length > 0 && (
        <ul className="section items">
          {proposals.map((proposal) => (
            <li key={proposal.id} className="item">
              <div className="item-main">
                <Link to="/playbooks/proposals/$proposalId" params={{ proposalId: proposal.id }}>
                  {proposal.title}
                </Link>
                <p className="quiet">
                  {[
                    t('proposal.by', {
                      author: proposal.authorName,
                      organisation: inLanguage(proposal.organisation.name, proposal.organisation.nameEn),
                    }),
                    t('proposal.to', { title: titleOf(proposal.baseId) }),
                    t('difference.count', { n: proposal.places.length }),
                    t('proposal.comments', { n: proposal.comments }),
                    dayOf(proposal.madeAt),
                  ].join(' · ')}
                </p>
              </div>
              <ProposalTag proposal={proposal} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
