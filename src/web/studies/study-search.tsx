import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { bestFirst } from '../ui/best-first.ts';
import { isNamed, MOST_FOUND, type SearchAsked, SearchGroup } from '../ui/search-group.tsx';
import { studiesQuery } from './queries.ts';

/** The studies that a search from anywhere finds, by their titles in either language. */
export function StudySearch({ q, onChosen, tell }: SearchAsked) {
  const { t } = useTranslation('studies');
  const { inLanguage } = useFormats();
  const { data, error } = useQuery(studiesQuery);
  const found = data?.items.filter(({ title, titleEn }) => isNamed(q, title, titleEn));
  const items = found && bestFirst(q, found, ({ title }) => title).slice(0, MOST_FOUND);
  return (
    <SearchGroup kind="study" title={t('study.title')} items={items} error={error} tell={tell}>
      {({ id, title, titleEn }) => (
        <Link to="/studies/$studyId" params={{ studyId: id }} onClick={onChosen}>
          <strong>{inLanguage(title, titleEn)}</strong>
        </Link>
      )}
    </SearchGroup>
  );
}
