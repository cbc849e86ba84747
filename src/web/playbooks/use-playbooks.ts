import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../app/formats.ts';
import { playbooksQuery } from './queries.ts';

/** Published playbooks with their titles in the reader's language; ids until they are loaded. */
export function usePlaybooks() {
  const { t } = useTranslation();
  const { textOf } = useFormats();
  const playbooks = useQuery(playbooksQuery).data?.items ?? [];
  return {
    playbooks,
    titleOf: (id: string) => {
      const playbook = playbooks.find((candidate) => candidate.id === id);
      return playbook === undefined
        ? id
        : t('playbook.titled', { title: textOf(playbook.title), version: versionOf(id) });
    },
  };
}

/** `warm-way@2` → `2` */
export function versionOf(id: string): string {
  return id.slice(id.lastIndexOf('@') + 1);
}
