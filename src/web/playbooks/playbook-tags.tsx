import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { Tag } from '../ui/tag.tsx';
import type { PlaybookItemView } from './queries.ts';

/** Whether the reader's organisation works by it, and whose it is. */
export function PlaybookTags({ playbook }: { playbook: PlaybookItemView }) {
  const { t } = useTranslation('playbooks');
  const { inLanguage } = useFormats();
  const { keeper, adaptsCode, isAdopted } = playbook;
  const name = keeper === null ? '' : inLanguage(keeper.name, keeper.nameEn);
  return (
    <span className="row">
      {isAdopted && <Tag tone="good">{t('session.inUse')}</Tag>}
      {adaptsCode === null ? (
        <Tag tone="accent">{t('playbook.universal')}</Tag>
      ) : (
        <Tag tone="primary">{t('playbook.adapted', { name })}</Tag>
      )}
    </span>
  );
}
