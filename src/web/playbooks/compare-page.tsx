import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../../domain/playbooks/playbook-parts.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { DifferenceList } from './difference-list.tsx';
import { ProposeDialog } from './propose-dialog.tsx';
import { playbookQuery } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

/** Two versions side by side; from the own adaptation, changes are chosen for a proposal. */
export function ComparePage() {
  const { t } = useTranslation('playbooks');
  const { me, may } = useSession();
  const { from, to } = useSearch({ from: '/staff/playbooks/compare' });
  const { titleOf, find } = usePlaybooks();
  const before = useQuery(playbookQuery(from));
  const after = useQuery(playbookQuery(to));
  const [chosen, setChosen] = useState<Place[]>([]);
  const [isProposing, setProposing] = useState(false);
  const failed = before.error === null ? after : before;
  if (failed.error !== null) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (before.data === undefined || after.data === undefined) return <LoadingState rows={8} />;
  const adaptation = find(to);
  const mayPropose =
    may('playbook.write') &&
    adaptation?.basedOn === from &&
    adaptation.keeper?.organisationId === me.organisation.id;
  return (
    <>
      <PageHeader
        title={t('difference.title')}
        lead={t('difference.lead', { before: titleOf(from), after: titleOf(to) })}
      />
      {mayPropose && (
        <Section
          title={t('proposal.make')}
          action={
            <Button type="primary" disabled={chosen.length === 0} onClick={() => setProposing(true)}>
              {t('difference.propose')}
            </Button>
          }
        >
          <p>{t('difference.proposeHint')}</p>
          {chosen.length === 0 && <p className="quiet">{t('difference.nothingChosen')}</p>}
        </Section>
      )}
      <section className="section">
        <DifferenceList
          before={before.data}
          after={after.data}
          {...(mayPropose ? { choice: { chosen, onChange: setChosen } } : {})}
        />
      </section>
      {isProposing && <ProposeDialog fromId={to} places={chosen} onClose={() => setProposing(false)} />}
    </>
  );
}
