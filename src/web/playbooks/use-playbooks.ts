import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Texts } from '../../domain/language.ts';
import { readPlaybookId } from '../../domain/playbooks/playbook.ts';
import { useFormats } from '../base/formats.ts';
import { playbooksQuery } from './queries.ts';

/** Published playbooks with their titles in the reader's language; ids until they are loaded. */
export function usePlaybooks() {
  const { t } = useTranslation('playbooks');
  const { textOf, inLanguage } = useFormats();
  const playbooks = useQuery(playbooksQuery).data?.items ?? [];
  const titled = (id: string, title: Texts) =>
    t('playbook.titled', { title: textOf(title), version: readPlaybookId(id).version });
  const find = (id: string | null) => playbooks.find((candidate) => candidate.id === id);
  return {
    playbooks,
    find,
    titled,
    titleOf: (id: string) => {
      const playbook = find(id);
      if (playbook === undefined) return id;
      const { title, adaptsCode, keeper } = playbook;
      if (adaptsCode === null || keeper === null) return titled(id, title);
      return t('playbook.titledAdapted', {
        title: textOf(title),
        name: inLanguage(keeper.name, keeper.nameEn),
        version: readPlaybookId(id).version,
      });
    },
    /** those that the organisation works by first */
    choices: playbooks.toSorted((left, right) => Number(right.isAdopted) - Number(left.isAdopted)),
  };
}
