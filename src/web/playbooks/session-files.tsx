import { addressOf } from '../../contract/address.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ReadMaterialFile } from '../../contract/materials.ts';
import { licenceWords } from '../../domain/materials/licence.ts';
import { useFormats } from '../base/formats.ts';
import { materialsQuery } from './queries.ts';
import styles from './playbooks.module.css';

/** Files of a session to load, each with its licence and author. */
export function SessionFiles({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('playbooks');
  const { textOf, inLanguage } = useFormats();
  const materials = useQuery(materialsQuery).data?.items ?? [];
  return (
    <ul className={styles['bullets']}>
      {ids.flatMap((id) => {
        const file = materials.find((material) => material.id === id);
        if (file === undefined) return [];
        const title = inLanguage(file.title, file.titleEn);
        return (
          <li key={id}>
            <a
              href={addressOf(ReadMaterialFile.url, { id })}
              aria-label={t('material.download', { name: title })}
              download
            >
              {title}
            </a>{' '}
            <span className="quiet">
              {file.source} · {textOf(licenceWords[file.licence])}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
