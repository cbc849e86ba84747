import { Input, Modal } from 'antd';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Place } from '../ui/place.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** what a slice finds for what was typed; never nothing typed */
    search: { q: string; onChosen: () => void };
  }
}

/** Finds things from anywhere (Ctrl K): each slice looks for its own kind. */
export function SearchDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell');
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={t('search.title')} destroyOnHidden>
      <SearchBox onChosen={onClose} />
    </Modal>
  );
}

function SearchBox({ onChosen }: { onChosen: () => void }) {
  const { t } = useTranslation('shell');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  return (
    <div className="stack">
      <Input
        autoFocus
        allowClear
        size="large"
        aria-label={t('search.label')}
        placeholder={t('search.hint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {q === '' ? (
        <output className="quiet">{t('search.start')}</output>
      ) : (
        <Place name="search" of={{ q, onChosen }} />
      )}
    </div>
  );
}

export function useSearchShortcut(isOn: boolean, open: () => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}
