import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { draftsQuery } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

/** What the organisation is writing; nothing where it writes nothing. */
export function DraftList() {
  const { t } = useTranslation('playbooks');
  const { instant } = useFormats();
  const { titled } = usePlaybooks();
  const { nameOf } = useColleagues();
  const drafts = useQuery(draftsQuery);
  if (drafts.error !== null) return <ErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />;
  const items = drafts.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('playbookDraft.list')}>
      <ul className="items">
        {items.map(({ id, playbookId, title, state, changedBy, updatedAt }) => (
          <li key={id} className="item">
            <div className="item-main">
              <Link to="/playbooks/drafts/$draftId" params={{ draftId: id }}>
                {titled(playbookId, title)}
              </Link>
              <p className="quiet">
                {t('playbookDraft.changedBy', { name: nameOf(changedBy ?? ''), time: instant(updatedAt) })}
              </p>
            </div>
            <Tag tone={state === 'in_review' ? 'warning' : 'plain'}>{t(`playbookDraft.states.${state}`)}</Tag>
          </li>
        ))}
      </ul>
    </Section>
  );
}
