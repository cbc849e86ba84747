import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/section.tsx';
import { draftsQuery, proposalsQuery } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

/** Proposals to the organisation's own models that nobody has decided on; nothing where there are none. */
export function ProposalsToday() {
  const { t } = useTranslation('playbooks');
  const { me, may } = useSession();
  const { inLanguage, dayOf } = useFormats();
  const { find, titleOf } = usePlaybooks();
  const list = useQuery(proposalsQuery);
  const open = (list.data?.items ?? []).filter(
    ({ state, baseId }) => state === 'open' && find(baseId)?.keeper?.organisationId === me.organisation.id,
  );
  if (list.error !== null) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (open.length === 0) return null;
  return (
    <Section
      title={t('today.proposals')}
      action={<Link to="/playbooks/proposals">{t('today.allProposals')}</Link>}
    >
      {!may('playbook.publish') && <p className="quiet">{t('today.proposalsToDiscuss')}</p>}
      <ul className="items">
        {open.map(({ id, title, authorName, organisation, baseId, madeAt, comments }) => (
          <li key={id} className="item">
            <div className="item-main">
              <Link to="/playbooks/proposals/$proposalId" params={{ proposalId: id }}>
                {title}
              </Link>
              <p className="quiet">
                {[
                  t('proposal.by', {
                    author: authorName,
                    organisation: inLanguage(organisation.name, organisation.nameEn),
                  }),
                  t('proposal.to', { title: titleOf(baseId) }),
                  t('proposal.comments', { n: comments }),
                  dayOf(madeAt),
                ].join(' · ')}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Drafts that wait for a reader other than their authors. */
export function DraftsToday() {
  const { t } = useTranslation('playbooks');
  const { titled } = usePlaybooks();
  const drafts = useQuery(draftsQuery);
  const waiting = (drafts.data?.items ?? []).filter(({ state }) => state === 'in_review');
  if (drafts.error !== null) return <ErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />;
  if (waiting.length === 0) return null;
  return (
    <Section title={t('today.drafts')} action={<Link to="/playbooks">{t('today.allPlaybooks')}</Link>}>
      <ul className="items">
        {waiting.map(({ id, playbookId, title }) => (
          <li key={id} className="item">
            <div className="item-main">
              <Link to="/playbooks/drafts/$draftId" params={{ draftId: id }}>
                {titled(playbookId, title)}
              </Link>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
