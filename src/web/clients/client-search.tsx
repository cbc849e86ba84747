import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Input, Modal } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../app/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { RiskTag } from './client-tags.tsx';
import { clientPages } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

/** Finds a client from anywhere (Ctrl K). */
export function ClientSearch({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={t('navigation.search')} destroyOnHidden>
      <SearchBox onChosen={onClose} />
    </Modal>
  );
}

function SearchBox({ onChosen }: { onChosen: () => void }) {
  const { t } = useTranslation();
  const { age } = useFormats();
  const classNameOf = useClassNames();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useInfiniteQuery({ ...clientPages({ q }), enabled: q !== '' });
  const items = (found.data?.pages ?? []).flatMap((page) => page.items).slice(0, 12);
  return (
    <div className="stack">
      <Input
        autoFocus
        allowClear
        size="large"
        aria-label={t('client.searchLabel')}
        placeholder={t('navigation.searchHint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.error !== null && <ErrorState error={found.error} />}
      <output className="quiet">
        {q === ''
          ? t('navigation.searchStart')
          : found.isFetching
            ? t('state.loading')
            : items.length === 0
              ? t('navigation.searchNothing')
              : t('state.shown', { n: items.length })}
      </output>
      <ul className="search-results">
        {q !== '' &&
          items.map(({ id, name, birthDate, sex, groupId, riskLevel }) => (
            <li key={id}>
              <Link to="/clients/$clientId" params={{ clientId: id }} onClick={onChosen}>
                <strong>{name}</strong>
                <span className="quiet">
                  {[sex === null ? undefined : t(`client.sexes.${sex}`), age(birthDate), classNameOf(groupId)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <span className="push">
                  <RiskTag level={riskLevel} />
                </span>
              </Link>
            </li>
          ))}
      </ul>
    </div>
  );
}
