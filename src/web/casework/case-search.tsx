import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bestFirst } from '../ui/best-first.ts';
import { MOST_FOUND, type SearchAsked, SearchGroup } from '../ui/search-group.tsx';
import { CaseStatusTag } from './case-tags.tsx';
import { casePages } from './queries.ts';

/** The cases that a search from anywhere finds, by the client or the number. */
export function CaseSearch({ q, onChosen, tell }: SearchAsked) {
  const { t } = useTranslation('casework');
  const { data, error } = useInfiniteQuery(casePages({ q }));
  const found = data?.pages.flatMap((page) => page.items);
  const items = found && bestFirst(q, found, ({ clientName }) => clientName).slice(0, MOST_FOUND);
  return (
    <SearchGroup kind="case" title={t('case.title')} items={items} error={error} tell={tell}>
      {({ id, number, clientName, status }) => (
        <Link to="/cases/$caseId" params={{ caseId: id }} onClick={onChosen}>
          <strong>{clientName}</strong>
          <span className="quiet">{number}</span>
          <span className="push">
            <CaseStatusTag status={status} />
          </span>
        </Link>
      )}
    </SearchGroup>
  );
}
