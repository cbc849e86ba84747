import { addressOf } from '../../contract/address.ts';
import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadMaterialFile, WithdrawMaterial } from '../../contract/materials.ts';
import { licenceWords } from '../../domain/materials/licence.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { FilesOf, sizeOf } from '../files/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Tag } from '../ui/tag.tsx';
import { MaterialDialog } from './material-dialog.tsx';
import { materialsQuery, type MaterialView } from './queries.ts';
import { useMaterialChange } from './use-playbook-change.ts';
import { ClearIcon } from '../ui/clear-icon.tsx';

/** Files that sessions use, of all organisations, each with its licence and source. */
export function MaterialListPage() {
  const { t } = useTranslation('playbooks');
  const { may } = useSession();
  const list = useQuery(materialsQuery);
  const [isAdding, setAdding] = useState(false);
  const [words, setWords] = useState('');
  const materials = list.data?.items ?? [];
  const found = materials.filter((material) => isNamed(material, words));
  return (
    <>
      <PageHeader
        title={t('material.title')}
        lead={t('material.lead')}
        action={
          may('playbook.write') && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
              {t('material.add')}
            </Button>
          )
        }
      />
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {list.isSuccess && materials.length === 0 && (
        <EmptyState title={t('material.none')} hint={t('material.noneHint')} />
      )}
      {materials.length > 0 && (
        <Input
          allowClear={{ clearIcon: <ClearIcon /> }}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          placeholder={t('material.search')}
          aria-label={t('material.search')}
        />
      )}
      {materials.length > 0 && found.length === 0 && <EmptyState title={t('material.notFound')} />}
      {found.length > 0 && (
        <ul className="section items">
          {found.map((material) => (
            <MaterialRow key={material.id} material={material} />
          ))}
        </ul>
      )}
      {isAdding && <MaterialDialog onClose={() => setAdding(false)} />}
    </>
  );
}

/** Each word stands in the material's names, its source, its organisation or its licence. */
function isNamed({ title, titleEn, source, licence, organisation }: MaterialView, words: string): boolean {
  const { name, nameEn } = organisation;
  const text = [title, titleEn, source, licence, name, nameEn].join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function MaterialRow({ material }: { material: MaterialView }) {
  const { t } = useTranslation('playbooks');
  const { me, may } = useSession();
  const { inLanguage, textOf, dayOf } = useFormats();
  const { id, title, titleEn, organisation, licence, source, language, bytes, isWithdrawn } = material;
  const name = inLanguage(title, titleEn);
  const withdraw = useMaterialChange<void>({
    change: () => call(WithdrawMaterial, { params: { id } }),
    said: () => t('material.withdrawnNow'),
    onDone: () => {},
  });
  const isOwn = organisation.organisationId === me.organisation.id;
  return (
    <li className="item">
      <div className="item-main">
        {bytes === null ? (
          <strong>{name}</strong>
        ) : (
          <a
            href={addressOf(ReadMaterialFile.url, { id })}
            aria-label={t('material.download', { name })}
            download
          >
            {name}
          </a>
        )}
        <p>{source}</p>
        <p className="quiet">
          {[
            textOf(licenceWords[licence]),
            t(`material.languages.${language}`),
            ...(bytes === null ? [] : [kindOf(material), sizeOf(bytes)]),
            t('material.by', {
              name: inLanguage(organisation.name, organisation.nameEn),
              day: dayOf(material.addedAt),
            }),
          ].join(' · ')}
        </p>
        {bytes === null && !isWithdrawn && (
          <>
            <p>{t('material.fileComing')}</p>
            <FilesOf
              owner={{ kind: 'material', ownerId: id }}
              recordId={id}
              of={name}
              mayAdd={may('playbook.write')}
              isSingle
            />
          </>
        )}
      </div>
      {isWithdrawn && <Tag>{t('material.withdrawn')}</Tag>}
      {!isWithdrawn && isOwn && may('playbook.publish') && (
        <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t('material.withdraw')}
        </Button>
      )}
    </li>
  );
}

/** The kind of a file in one word that is the same in every language. */
function kindOf({ mediaType }: MaterialView): string {
  if (mediaType === null) return '';
  if (mediaType.includes('word')) return 'Word';
  if (mediaType.includes('presentation')) return 'PowerPoint';
  return mediaType.slice(mediaType.indexOf('/') + 1).toUpperCase();
}
