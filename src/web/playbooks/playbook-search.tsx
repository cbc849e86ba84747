import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bestFirst } from '../ui/best-first.ts';
import { isNamed, MOST_FOUND, type SearchAsked, SearchGroup } from '../ui/search-group.tsx';
import { playbooksQuery } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

/** The playbooks that a search from anywhere finds, by their titles in either language. */
export function PlaybookSearch({ q, onChosen, tell }: SearchAsked) {
  const { t } = useTranslation('playbooks');
  const { titleOf } = usePlaybooks();
  const { data, error } = useQuery(playbooksQuery);
  const found = data?.items.filter(({ title }) => isNamed(q, title.zh, title.en));
  const items = found && bestFirst(q, found, ({ title }) => title.zh).slice(0, MOST_FOUND);
  return (
    <SearchGroup kind="playbook" title={t('playbook.title')} items={items} error={error} tell={tell}>
      {({ id }) => (
        <Link to="/playbooks/$playbookId" params={{ playbookId: id }} onClick={onChosen}>
          <strong>{titleOf(id)}</strong>
        </Link>
      )}
    </SearchGroup>
  );
}
