import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { bestFirst } from '../ui/best-first.ts';
import { isNamed, MOST_FOUND, type SearchAsked, SearchGroup } from '../ui/search-group.tsx';
import { groupPages } from './queries.ts';

/** The groups that a search from anywhere finds, by their names. */
export function GroupSearch({ q, onChosen, tell }: SearchAsked) {
  const { t } = useTranslation('groups');
  const { day } = useFormats();
  const { data, error } = useInfiniteQuery(groupPages);
  const found = data?.pages.flatMap((page) => page.items).filter(({ name }) => isNamed(q, name));
  const items = found && bestFirst(q, found, ({ name }) => name).slice(0, MOST_FOUND);
  return (
    <SearchGroup kind="group" title={t('group.title')} items={items} error={error} tell={tell}>
      {({ id, name, nextOn }) => (
        <Link to="/groups/$groupId" params={{ groupId: id }} onClick={onChosen}>
          <strong>{name}</strong>
          <span className="quiet">
            {nextOn === null ? t('group.finished') : t('group.nextOn', { day: day(nextOn) })}
          </span>
        </Link>
      )}
    </SearchGroup>
  );
}
